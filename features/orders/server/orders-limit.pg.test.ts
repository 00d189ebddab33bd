import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => createMemoryProvider({ secret: 'secret' }) });
});
afterAll(() => world.stop());

async function limited(limit: number | null, onHand = 100) {
  const made = await world.addSku(onHand);
  await world.sql`update products set limit_per_buyer = ${limit} where id = ${made.productId}`;
  return made;
}

/** Another variant of a product: with a row of stock of its own, so that its orders queue and lock elsewhere. */
async function addVariant(productId: string): Promise<string> {
  const { skuId } = await world.addSku(100);
  await world.sql`update skus set product_id = ${productId}, place = 1 where id = ${skuId}`;
  return skuId;
}

interface Wish {
  readonly quantity?: number;
  readonly card?: string;
  readonly id?: string;
  readonly node?: number;
}

function buy(account: string, skuId: string, { quantity = 1, card = 'ok', id = randomUUID(), node = 0 }: Wish = {}) {
  const body = { id, roomId: world.roomId, lines: [{ skuId, quantity }], address };
  return ask(
    world.nodes[node]!.url,
    'POST',
    '/api/orders',
    { account },
    { ...body, method: { provider: 'sandbox', card } },
  );
}

const unitsOf = async (account: string, productId: string) =>
  (
    await world.sql<{ units: number }[]>`
      select coalesce(sum(l.quantity), 0)::int as units from orders o join order_lines l on l.order_id = o.id
      where o.account_id = ${account} and l.product_id = ${productId} and o.state in ('held', 'paid')`
  )[0]!.units;

test('[O38] parallel orders of one account for two variants through two servers never pass the limit', async () => {
  for (let round = 0; round < 15; round += 1) {
    const { skuId, productId } = await limited(3);
    const skus = [skuId, await addVariant(productId)];
    const buyers = await world.addBuyers(3);
    const wishes = Array.from({ length: 24 }, (_, index) => ({
      buyer: buyers[index % 3]!,
      // Each server sells one of the variants: so no row of stock makes them wait for each other.
      skuId: skus[index % 2]!,
      node: index % 2,
    }));
    const answers = await Promise.all(wishes.map((one) => buy(one.buyer, one.skuId, { node: one.node })));
    for (const buyer of buyers) {
      expect(await unitsOf(buyer, productId)).toBe(3);
      const own = answers.filter((_, index) => wishes[index]!.buyer === buyer);
      expect(own.filter(({ status }) => status === 200)).toHaveLength(3);
      for (const { body } of own.filter(({ status }) => status !== 200)) {
        expect(body).toMatchObject({ code: 'purchase_limit', details: { limit: 3, left: 0 } });
      }
    }
  }
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
}, 60_000);

test('[O38] held and paid units count; a cancelled, expired or refunded order makes room again', async () => {
  const [vera] = (await world.addBuyers(1)) as [string];
  const { skuId } = await limited(2);
  const act = (id: string, what: string, roles = {}) =>
    ask(
      world.nodes[0]!.url,
      'POST',
      `/api/orders/${id}/${what}`,
      { account: Object.keys(roles).length > 0 ? 'merchant_mara' : vera, roles },
      { id: randomUUID() },
    );
  const [held, paid] = [randomUUID(), randomUUID()];
  expect((await buy(vera, skuId, { card: 'decline', id: held })).body.state).toBe('held');
  expect((await buy(vera, skuId, { id: paid })).body.state).toBe('paid');
  const more = await buy(vera, skuId);
  expect(more).toMatchObject({ status: 409, body: { code: 'purchase_limit', details: { limit: 2, left: 0 } } });
  expect((await act(held, 'cancel')).status).toBe(200);
  expect((await buy(vera, skuId, { quantity: 2 })).body.details).toEqual({ limit: 2, left: 1 });
  expect((await act(paid, 'refund', { [world.shopId]: ['merchant'] })).body.state).toBe('refunded');
  const late = randomUUID();
  expect((await buy(vera, skuId, { quantity: 2, card: 'decline', id: late })).body.state).toBe('held');
  expect((await buy(vera, skuId)).body.code).toBe('purchase_limit');
  world.clock.aheadMs += 601_000;
  // Run out, but not ended: a capture that another server began in time may still pay it.
  expect((await buy(vera, skuId)).body.code).toBe('purchase_limit');
  await world.nodes[0]!.orders.sweep(Date.now() + world.clock.aheadMs);
  expect((await buy(vera, skuId, { quantity: 2 })).body.state).toBe('paid');
});

test('[O38] a repeat of an order that filled the limit is that order', async () => {
  const [vera] = (await world.addBuyers(1)) as [string];
  const { skuId } = await limited(1);
  const id = randomUUID();
  expect((await buy(vera, skuId, { id })).body.state).toBe('paid');
  expect((await buy(vera, skuId, { id, node: 1 })).body).toMatchObject({ id, state: 'paid' });
});
