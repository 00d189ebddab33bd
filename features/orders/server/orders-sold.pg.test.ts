import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findWrongs } from '../../../tools/sale-books.ts';
import { type As, ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { ordersPerPage } from '../protocol.ts';

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
afterAll(() => world.stop());

const post = (target: string, as: As, body: object) => ask(world.nodes[0]!.url, 'POST', target, as, body);
const buy = (account: string, skuId: string, quantity: number, more: object = {}) =>
  post(
    '/api/orders',
    { account },
    {
      id: randomUUID(),
      roomId: world.roomId,
      lines: [{ skuId, quantity }],
      address,
      method: { provider: 'sandbox', card: 'ok' },
      ...more,
    },
  );
const sold = (as: As) => ask(world.nodes[0]!.url, 'GET', `/api/rooms/${world.roomId}/sold`, as);
const staff = (role: 'host' | 'moderator' | 'merchant'): As => ({ account: 'mara', roles: { [world.shopId]: [role] } });

test('[O28] what a show has sold counts every paid order, not a page of them, and neither unpaid nor refunded ones', async () => {
  const [mug, bowl] = [await world.addSku(500, 2_400), await world.addSku(5, 10_000)];
  const count = ordersPerPage + 5;
  const buyers = await world.addBuyers(count);
  await Promise.all(buyers.map((buyer) => buy(buyer, mug.skuId, 2)));
  const { body: order } = await buy(buyers[0]!, bowl.skuId, 3);
  const expected = { productId: mug.productId, units: count * 2, goodsMinor: count * 2 * 2_400 };
  expect((await sold(staff('host'))).body.sold).toEqual([
    expect.objectContaining(expected),
    expect.objectContaining({ productId: bowl.productId, units: 3, goodsMinor: 30_000 }),
  ]);
  await post(`/api/orders/${order.id}/refund`, staff('merchant'), { id: randomUUID() });
  await buy(buyers[1]!, bowl.skuId, 1, { method: { provider: 'sandbox', card: 'decline' } });
  await buy(buyers[2]!, bowl.skuId, 1, { roomId: null });
  expect((await sold(staff('moderator'))).body.sold).toEqual([expect.objectContaining(expected)]);
});

test("[O28] only the room's staff learns it", async () => {
  const [viktor] = (await world.addBuyers(1)) as [string];
  for (const as of [{}, { account: viktor }, { account: 'mara', roles: { [randomUUID()]: ['host'] } }] as As[]) {
    expect((await sold(as)).status).toBe(403);
  }
  expect((await ask(world.nodes[0]!.url, 'GET', `/api/rooms/${randomUUID()}/sold`, staff('host'))).status).toBe(404);
});

/** As if a minute had passed since what was written last; what has settled is then summed up by both servers at once. */
const settle = async () => {
  await world.sql.begin(async (sql) => {
    await sql`update sold_counted set changed_at = changed_at - interval '1 minute'`;
    await sql`update orders set changed_at = changed_at - interval '1 minute'`;
  });
  for (let time = 0; time < 2; time += 1)
    await Promise.all(world.nodes.map(({ orders }) => orders.sweep(Date.now() + world.clock.aheadMs)));
};
const summed = () => world.sql`select units, goods_minor as minor from room_sold where room_id = ${world.roomId}`;

test('[O96] summed up or not, what is sold is the same at every moment: new, refunded whole or in part, and under way', async () => {
  await world.sql`truncate order_sold, room_sold`;
  await world.sql`update orders set room_id = null`;
  const { skuId, productId } = await world.addSku(500, 1_000);
  const buyers = await world.addBuyers(6);
  const says = async (units: number) => {
    const expected = units === 0 ? [] : [{ productId, title: expect.any(String), units, goodsMinor: units * 1_000 }];
    expect((await sold(staff('host'))).body.sold).toEqual(expected);
    expect(await findWrongs(world.sql)).toEqual([]);
  };
  const orders = await Promise.all(buyers.slice(0, 4).map(async (buyer) => (await buy(buyer, skuId, 3)).body.id));
  await says(12);
  expect(await summed()).toEqual([]);
  await settle();
  expect(await summed()).toEqual([{ units: 12, minor: 12_000 }]);
  await says(12);

  await post(`/api/orders/${orders[0]}/refund`, staff('merchant'), { id: randomUUID() });
  const part = { id: randomUUID(), lines: [{ skuId, units: 2 }], delivery: false, restock: true, reason: '' };
  await post(`/api/orders/${orders[1]}/part-refund`, { ...staff('merchant'), account: buyers[5]! }, part);
  await buy(buyers[4]!, skuId, 1);
  expect(await summed()).toEqual([{ units: 12, minor: 12_000 }]);
  await says(8);
  await settle();
  expect(await summed()).toEqual([{ units: 8, minor: 8_000 }]);
  await says(8);

  // Sums go on while they are read and while somebody buys.
  const buying = buyers.map((buyer) => buy(buyer, skuId, 2));
  const seen = await Promise.all(
    [0, 1, 2, 3].map(async () => {
      await settle();
      return ((await sold(staff('host'))).body.sold as { units: number }[])[0]!.units;
    }),
  );
  expect(seen.every((units) => units >= 8 && units <= 20)).toBe(true);
  await Promise.all(buying);
  await says(20);
  await settle();
  await says(20);
});

test('[O96] of a room that is deleted nothing is kept', async () => {
  await settle();
  expect(await summed()).toHaveLength(1);
  await world.nodes[0]!.features.orders.leaveRoom({ sql: world.sql } as never, world.roomId);
  expect(await world.sql`select 1 from order_sold`).toEqual([]);
  expect(await summed()).toEqual([]);
  await settle();
  expect(await findWrongs(world.sql)).toEqual([]);
});
