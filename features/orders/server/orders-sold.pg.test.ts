import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
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
