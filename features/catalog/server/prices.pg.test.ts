import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '../../../platform/kit/actor.ts';
import type { Product, ProductDraft } from '../protocol.ts';
import { shopId, startWorld, type World } from './test-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

function draft(skus: ProductDraft['skus'], over: Partial<ProductDraft> = {}): ProductDraft {
  return { id: randomUUID(), title: 'Linen shirt', description: '', state: 'shown', pictureIds: [], skus, ...over };
}
const priced = (id: string, priceMinor: number, livePriceMinor?: number | null) => ({
  ...{ id, name: '', priceMinor },
  ...(livePriceMinor === undefined ? {} : { livePriceMinor }),
});
const create = (body: ProductDraft) => world.call(world.cast.mara, 'POST', `/api/shops/${shopId}/products`, body);
const save = (productId: string, body: ProductDraft) =>
  world.call(world.cast.mara, 'PUT', `/api/products/${productId}`, body);
const lowestOf = async (productId: string) =>
  ((await world.call(world.cast.guest, 'GET', `/api/products/${productId}`)).body as Product).skus[0]!
    .lowestBeforeMinor;
const history = async (skuId: string) =>
  (await world.sql`select price_minor from sku_prices where sku_id = ${skuId} order by at`).map(
    (row) => row.price_minor,
  );
/** As if all that has happened had happened so many days earlier. */
const age = (skuId: string, days: number) =>
  world.sql`update sku_prices set at = at - ${days} * interval '1 day' where sku_id = ${skuId}`;

it('[C31] each change of the offered price is noted once, and what is not offered at none', async () => {
  const skuId = randomUUID();
  const body = draft([priced(skuId, 5_000)], { state: 'draft' });
  await create(body);
  await save(body.id, draft([priced(skuId, 9_000)], { state: 'draft' }));
  expect(await history(skuId)).toEqual([]);
  for (const price of [6_000, 6_000, 4_000]) await save(body.id, draft([priced(skuId, price)]));
  await save(body.id, draft([priced(skuId, 4_000)], { state: 'archived' }));
  await save(body.id, draft([priced(skuId, 4_000)]));
  await save(body.id, draft([priced(randomUUID(), 1)]));
  expect(await history(skuId)).toEqual([6_000, 4_000, null, 4_000, null]);
});

it('[C31] a reduction is shown with the lowest price of the 30 days before, and no other is', async () => {
  const skuId = randomUUID();
  const body = draft([priced(skuId, 5_000)]);
  await create(body);
  expect(await lowestOf(body.id)).toBeNull();
  await age(skuId, 40);
  await save(body.id, draft([priced(skuId, 6_000)]));
  await age(skuId, 10);
  await save(body.id, draft([priced(skuId, 5_500)]));
  expect(await lowestOf(body.id)).toBeNull();
  await age(skuId, 25);
  await save(body.id, draft([priced(skuId, 4_400)]));
  expect(await lowestOf(body.id)).toBe(5_500);
  await age(skuId, 31);
  expect(await lowestOf(body.id)).toBeNull();
});

it('[C31] a refused draft notes nothing', async () => {
  const skuId = randomUUID();
  const body = draft([{ ...priced(skuId, 5_000), onHand: 5 }]);
  await create(body);
  world.held.set(skuId, 3);
  expect((await save(body.id, draft([{ ...priced(skuId, 4_000), onHand: 1 }]))).body.code).toBe('stock_below_held');
  world.held.clear();
  expect(await history(skuId)).toEqual([5_000]);
});

it('[C31] prices that were there before the history began are measured by nothing older than it', async () => {
  const skuId = randomUUID();
  const body = draft([priced(skuId, 5_000)]);
  await create(body);
  await world.sql`update sku_prices set began_before = true, at = at - interval '10 days' where sku_id = ${skuId}`;
  await save(body.id, draft([priced(skuId, 4_000)]));
  expect(await lowestOf(body.id)).toBeNull();
  await age(skuId, 21);
  expect(await lowestOf(body.id)).toBeNull();
  await save(body.id, draft([priced(skuId, 3_000)]));
  expect(await lowestOf(body.id)).toBe(4_000);
});

it('[C32] a live price comes back, stays when it is left out, is told to the rooms, and is no part of the history', async () => {
  const skuId = randomUUID();
  const body = draft([priced(skuId, 5_000, 4_000)]);
  expect((await create(body)).body.skus[0]).toMatchObject({ priceMinor: 5_000, livePriceMinor: 4_000 });
  const room = randomUUID();
  world.roomsOfProduct.set(body.id, [room]);
  await save(body.id, draft([priced(skuId, 5_000)]));
  expect(await world.facts(room)).toEqual([]);
  await save(body.id, draft([priced(skuId, 5_000, 3_000)]));
  await save(body.id, draft([priced(skuId, 5_000, null)]));
  expect((await world.facts(room)).map(({ kind, body: told }) => [kind, told])).toEqual([
    ['price.changed', { skuId, priceMinor: 5_000, livePriceMinor: 3_000 }],
    ['price.changed', { skuId, priceMinor: 5_000, livePriceMinor: null }],
  ]);
  expect(await history(skuId)).toEqual([5_000]);
  expect((await save(body.id, draft([priced(skuId, 5_000, 5_000)]))).body.code).toBe('live_price_not_lower');
});

const pricesOf = (skuId: string, query = '', who: Actor = world.cast.mara) =>
  world.call(who, 'GET', `/api/skus/${skuId}/prices${query}`);

it('[C60] each change is told with its time, who made it, and what it was shown as reduced from', async () => {
  const skuId = randomUUID();
  const body = draft([priced(skuId, 5_000)]);
  await create(body);
  await world.sql`update sku_prices set by_account = null where sku_id = ${skuId}`;
  await age(skuId, 40);
  await world.call(world.cast.olu, 'PUT', `/api/products/${body.id}`, draft([priced(skuId, 4_000)]));
  await save(body.id, draft([priced(skuId, 4_000)], { state: 'archived' }));
  const { body: told } = await pricesOf(skuId);
  expect(told).toMatchObject({ currency: 'EUR', lowestMinor: 4_000, next: null });
  expect(told.changes).toEqual([
    expect.objectContaining({ priceMinor: null, by: 'Mara Lindt', lowestBeforeMinor: null }),
    expect.objectContaining({ priceMinor: 4_000, by: 'Olu Adeyemi', lowestBeforeMinor: 5_000 }),
    expect.objectContaining({ priceMinor: 5_000, by: null, lowestBeforeMinor: null }),
  ]);
  for (const who of [world.cast.guest, world.cast.vera, world.cast.hana, world.cast.milo, world.cast.stranger])
    expect((await pricesOf(skuId, '', who)).body.code).toBe('not_allowed');
  expect((await pricesOf(randomUUID())).body.code).toBe('sku_unknown');
});

it('[C60] the changes come in pages, each once, the oldest being from before the history began', async () => {
  const skuId = randomUUID();
  await create(draft([priced(skuId, 5_000)]));
  // As the database wrote it when the history began: between two milliseconds.
  await world.sql`update sku_prices set began_before = true, at = '2026-01-01 00:00:00.000600+00' where sku_id = ${skuId}`;
  await world.sql`insert into sku_prices (sku_id, at, price_minor)
    select ${skuId}, '2026-01-01'::timestamptz + n * interval '1 minute', 1000 + n from generate_series(1, 99) as n`;
  const first = (await pricesOf(skuId)).body;
  const second = (await pricesOf(skuId, `?before=${first.next}`)).body;
  expect(second.next).toBeNull();
  const prices = [...first.changes, ...second.changes].map(({ priceMinor }) => priceMinor);
  expect(prices).toEqual([...Array.from({ length: 99 }, (_, index) => 1_099 - index), 5_000]);
  expect(second.changes.at(-1)).toMatchObject({ beganBefore: true });
  const { body: after } = await pricesOf(skuId, `?before=${second.changes.at(-1).at}`);
  expect(after.changes).toEqual([]);
});
