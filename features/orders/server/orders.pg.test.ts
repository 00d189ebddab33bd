import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';

const address = {
  name: 'Vera',
  line1: 'Main 1',
  line2: '',
  postcode: '10115',
  city: 'Berlin',
  country: 'DE',
  phone: '',
};
let world: SaleWorld;

beforeAll(async () => {
  world = await startSale({ nodes: 2, provider: () => createMemoryProvider({ secret: 'secret' }) });
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const bodyFor = (skuId: string, more: object = {}) => ({
  id: randomUUID(),
  roomId: world.roomId,
  lines: [{ skuId, quantity: 1 }],
  address,
  method: { provider: 'sandbox', card: 'ok' },
  ...more,
});
const buy = (account: string, body: object, node = 0) =>
  ask(world.nodes[node]!.url, 'POST', '/api/orders', { account }, body);

/** Everybody at once; gives how often each answer came. */
async function rush(skuId: string, buyers: readonly string[]): Promise<Record<string, number>> {
  const answers = await Promise.all(
    buyers.map((buyer, index) => buy(buyer, bodyFor(skuId), index % world.nodes.length)),
  );
  const tally: Record<string, number> = {};
  for (const { status, body } of answers) {
    const key = `${status} ${body.state ?? body.code}`;
    tally[key] = (tally[key] ?? 0) + 1;
  }
  return tally;
}

test('[O2] 500 buyers at once for 1 unit give 1 order, for 100 units 100; 20 rounds on two servers', async () => {
  const buyers = await world.addBuyers(500);
  for (let round = 0; round < 20; round += 1) {
    const units = round % 2 === 0 ? 1 : 100;
    const { skuId } = await world.addSku(units);
    expect(await rush(skuId, buyers)).toEqual({ '200 paid': units, '409 sold_out': 500 - units });
    const [stock] = await world.sql`select on_hand, held from stock where sku_id = ${skuId}`;
    expect(stock).toEqual({ on_hand: 0, held: 0 });
    const [orders] = await world.sql`
      select count(distinct order_id)::int as count from order_lines where sku_id = ${skuId}`;
    expect(orders).toEqual({ count: units });
  }
}, 120_000);
