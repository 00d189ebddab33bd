import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findWrongs, unitsOf } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
const provider = createMemoryProvider({ secret: 'secret' });
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => provider });
});
afterAll(() => world.stop());

async function addRace(onHand: number) {
  const made = await world.addSku(onHand);
  await world.sql`update products set first_paid = true where id = ${made.productId}`;
  return made.skuId;
}

function buy(account: string, skuId: string, node: number, card = 'ok') {
  const body = { id: randomUUID(), roomId: world.roomId, lines: [{ skuId, quantity: 1 }], address };
  const method = { provider: 'sandbox', card };
  return ask(world.nodes[node % 2]!.url, 'POST', '/api/orders', { account }, { ...body, method });
}

test('[O60] all orders wait for their payments at once; as many as there are units keep theirs, the others are given back', async () => {
  const skuId = await addRace(5);
  const buyers = await world.addBuyers(30);
  let asked = 0;
  let go = () => {};
  const all = new Promise<void>((done) => {
    go = done;
  });
  // Nobody's money is taken before everybody has an order: none of them holds anything.
  provider.beforeAnswer = async () => {
    asked += 1;
    if (asked === buyers.length) go();
    await all;
  };
  const answers = await Promise.all(buyers.map((account, node) => buy(account, skuId, node)));
  provider.beforeAnswer = async () => {};
  const states = answers.map(({ body }) => `${body.state} ${body.paymentProblem}`);
  expect(states.filter((one) => one === 'paid null')).toHaveLength(5);
  expect(states.filter((one) => one === 'cancelled sold_out_paid')).toHaveLength(25);
  expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 0, held: 0, sold: 5 });
  const [back] = await world.sql`
    select count(*)::int as count from payments p join order_lines l using (order_id) where l.sku_id = ${skuId} and p.state = 'refunded'`;
  expect(back!.count).toBe(25);
  expect((await buy(buyers[0]!, skuId, 1)).body.code).toBe('sold_out');
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});

test('[O60] an unpaid order leaves the unit to others, says so, and takes a unit when it is paid while there is one', async () => {
  const skuId = await addRace(2);
  const [vera, wen] = (await world.addBuyers(2)) as [string, string];
  const open = (await buy(vera, skuId, 0, 'decline')).body;
  const second = (await buy(wen, skuId, 1, 'decline')).body;
  expect(open).toMatchObject({ state: 'held', lines: [{ firstPaid: true }] });
  expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 2, held: 0, sold: 0 });
  expect((await buy(wen, skuId, 1)).body.state).toBe('paid');
  const pay = { id: randomUUID(), method: { provider: 'sandbox', card: 'ok' } };
  const paid = await ask(world.nodes[1]!.url, 'POST', `/api/orders/${open.id}/pay`, { account: vera }, pay);
  expect(paid.body).toMatchObject({ state: 'paid' });
  // Nobody is asked for money that would only be sent back.
  const gone = await ask(
    world.nodes[0]!.url,
    'POST',
    `/api/orders/${second.id}/pay`,
    { account: wen },
    { ...pay, id: randomUUID() },
  );
  expect(gone.body.code).toBe('sold_out');
  expect(await findWrongs(world.sql)).toEqual([]);
});

test('[O61] the merchant sets the minutes of a product, and the order runs out by them', async () => {
  const { skuId, productId } = await world.addSku(1);
  const [vera] = (await world.addBuyers(1)) as [string];
  const mara = { account: 'merchant_mara', roles: { [world.shopId]: ['merchant' as const] } };
  const skus = [{ id: skuId, name: '', priceMinor: 1_290 }];
  const draft = { id: randomUUID(), title: 'Scarf', description: '', state: 'shown', pictureIds: [], skus };
  const save = (reserve: object) =>
    ask(world.nodes[0]!.url, 'PUT', `/api/products/${productId}`, mara, { ...draft, id: randomUUID(), reserve });
  expect((await save({ firstPaid: false, minutes: 61 })).body.code).toBe('bad_request');
  await world.sql`insert into accounts (id, name, email) values ('merchant_mara', 'Mara', 'mara@livestall.example')`;
  expect((await save({ firstPaid: false, minutes: 2 })).body).toMatchObject({
    reserve: { minutes: 2 },
    holdMinutes: 2,
  });
  const held = (await buy(vera, skuId, 0, 'decline')).body as { placedAt: number; holdUntil: number };
  expect(held.holdUntil - held.placedAt).toBe(120_000);
  world.clock.aheadMs += 120_001;
  await world.nodes[1]!.orders.sweep(Date.now() + world.clock.aheadMs);
  expect(await unitsOf(world.sql, skuId)).toEqual({ onHand: 1, held: 0, sold: 0 });
  expect(await findWrongs(world.sql)).toEqual([]);
});
