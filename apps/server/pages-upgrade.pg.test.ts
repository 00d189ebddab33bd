import { afterAll, expect, test } from 'vitest';
import { listProducts } from '../../features/catalog/server/list-store.ts';
import { listOrders } from '../../features/orders/server/list-store.ts';
import { sweepWords } from '../../features/orders/server/saying.ts';
import { createTransact } from '../../platform/beat/transact.ts';
import { createMemoryBus } from '../../platform/bus/memory-bus.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { createTestSchema } from '../../platform/db/test-schema.ts';
import { createFeatures } from './app.ts';
import { migrationsOf } from './migrations-of.ts';

const schema = await createTestSchema();
afterAll(() => schema.drop());

const [shopId, productId, olderId, skuId, orderId, firstId] = [1, 2, 3, 4, 5, 6].map(
  (at) => `${at}0000000-0000-4000-8000-00000000000${at}`,
) as [string, string, string, string, string, string];

test('[C40] [C42] [O80] [O82] a shop of before goes over: in its order, and found in three scripts', async () => {
  const { sql } = schema;
  const settings = {
    secret: 'a secret for tests that is long enough',
    publicUrl: 'http://shop.example',
    dataDir: '/nonexistent',
  };
  const needs = { settings, sql, bus: createMemoryBus(), now: Date.now, log: { error: () => {} }, ownUrl: '' };
  const features = createFeatures(needs as never);
  await migrate(sql, migrationsOf(features), (name) => !/-(pages|parents)\.sql$/.test(name));
  await sql`insert into accounts (id, name, email) values ('vera', 'Vera', 'vera@livestall.example')`;
  await sql`insert into shops (id, name, currency, country, language) values (${shopId}, 'Lindt', 'EUR', 'DE', 'en')`;
  await sql`insert into products (id, shop_id, title, description, state, at) values
    (${productId}, ${shopId}, 'Ｌinen  Scarf 亚麻围巾', '', 'shown', to_timestamp(2000)),
    (${olderId}, ${shopId}, 'Mug', '', 'draft', to_timestamp(1000))`;
  await sql`insert into skus (id, shop_id, product_id, name, code, price_minor, place, for_sale)
    values (${skuId}, ${shopId}, ${productId}, '빨강', 'SC-1', 1, 0, true)`;
  await sql`insert into orders (id, shop_id, account_id, sum, state, currency, total_minor, address, note, placed_at, paid_at)
    select id, ${shopId}, 'vera', '', 'paid', 'EUR', 1, '{"name": "김하나", "city": "Jena"}', '', to_timestamp(at), now()
    from (values (${orderId}::uuid, 2000), (${firstId}::uuid, 1000)) t (id, at)`;
  await sql`insert into order_lines (order_id, position, sku_id, product_id, title, sku_name, quantity, price_minor)
    values (${orderId}, 0, ${skuId}, ${productId}, 'Scarf', '', 1, 1)`;
  await migrate(sql, migrationsOf(features));

  const products = async (words: string[]) =>
    (await listProducts(sql, { shopId, state: null, before: null, words }, 9)).map(({ id }) => id);
  expect(await products([])).toEqual([productId, olderId]);
  for (const words of [['linen'], ['围巾'], ['빨강', 'scarf'], ['sc-1']])
    expect(await products(words)).toEqual([productId]);
  const transact = createTransact({ sql, now: Date.now, publish: () => {} });
  await sweepWords({ transact, codesOf: features.catalog.codesOf } as never);
  const orders = async (words: string[]) =>
    (await listOrders(sql, { of: { shopId }, state: null, before: null, words }, 9)).map(({ id }) => id);
  expect(await orders([])).toEqual([orderId, firstId]);
  expect(await orders(['하나'])).toEqual([orderId, firstId]);
  expect(await orders(['sc-1'])).toEqual([orderId]);

  // What comes after them has a number beyond theirs.
  await sql`insert into products (id, shop_id, title, description, state, at) values (${firstId}, ${shopId}, 'New', '', 'shown', now())`;
  expect((await products([]))[0]).toBe(firstId);
});
