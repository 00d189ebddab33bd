import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findWrongs } from '../../../tools/sale-books.ts';
import { ask, type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';

const address = { name: 'Vera', line1: 'Main 1', line2: '', postcode: '1', city: 'Jena', country: 'DE', phone: '' };
let world: SaleWorld;
let vera: string;

beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
  [vera] = (await world.addBuyers(1)) as [string];
});
afterEach(async () => {
  expect(await findWrongs(world.sql)).toEqual([]);
  expect(world.faults).toEqual([]);
});
afterAll(() => world.stop());

const buy = (skuId: string, roomId: string | null, expectedTotalMinor?: number) =>
  ask(
    world.nodes[0]!.url,
    'POST',
    '/api/orders',
    { account: vera },
    {
      ...{ id: randomUUID(), roomId, lines: [{ skuId, quantity: 2 }], address },
      ...{ method: { provider: 'sandbox', card: 'ok' } },
      ...(expectedTotalMinor === undefined ? {} : { expectedTotalMinor }),
    },
  );

async function addRoom(state: 'scheduled' | 'live' | 'ended', productId: string): Promise<string> {
  const id = randomUUID();
  await world.sql`insert into rooms (id, shop_id, host_id, title, state, created_at, live_at, ended_at)
    select ${id}, ${world.shopId}, 'hana', 'Scarves', ${state}::text, now(), case when ${state}::text <> 'scheduled' then now() end,
      case when ${state}::text = 'ended' then now() end`;
  await world.sql`insert into room_bag (room_id, shop_id, product_id, place) values (${id}, ${world.shopId}, ${productId}, 1)`;
  return id;
}

test('[O39] the live price is charged in a live room with the product in its bag, and nowhere else', async () => {
  const { skuId, productId } = await world.addSku(50, 1_000);
  await world.sql`update skus set live_price_minor = 800 where id = ${skuId}`;
  expect((await buy(skuId, world.roomId)).body).toMatchObject({ state: 'paid', totalMinor: 1_600 });
  for (const state of ['scheduled', 'ended'] as const) {
    expect((await buy(skuId, await addRoom(state, productId))).body.totalMinor).toBe(2_000);
  }
  expect((await buy(skuId, null)).body.totalMinor).toBe(2_000);
  await world.sql`delete from room_bag where room_id = ${world.roomId} and product_id = ${productId}`;
  expect((await buy(skuId, world.roomId)).body.totalMinor).toBe(2_000);
});

test('[O39] [O21] a show that ends between the look and the tap is asked about again, and nothing is held', async () => {
  const { skuId, productId } = await world.addSku(5, 1_000);
  await world.sql`update skus set live_price_minor = 800 where id = ${skuId}`;
  const roomId = await addRoom('live', productId);
  expect((await buy(skuId, roomId, 1_600)).body.state).toBe('paid');
  await world.sql`update rooms set state = 'ended', ended_at = now() where id = ${roomId}`;
  expect((await buy(skuId, roomId, 1_600)).body).toMatchObject({
    ...{ code: 'price_changed', details: { totalMinor: 2_000 } },
  });
  const [stock] = await world.sql`select on_hand, held from stock where sku_id = ${skuId}`;
  expect(stock).toEqual({ on_hand: 3, held: 0 });
});
