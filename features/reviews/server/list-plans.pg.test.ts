import { afterAll, beforeAll, expect, test } from 'vitest';
import { plansOf, rowsReadOf, wrongsOf } from '../../../platform/db/test-plans.ts';
import { type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { sorts } from '../reviews.ts';
import { listOfProduct, listOfShop, type Which } from './list-store.ts';

const reviews = 8_000;
const limit = 21;
let world: SaleWorld;
let productId: string;

/** Nearly all have five stars and an answer; the newest thousand are hidden. */
beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
  ({ productId } = await world.addSku(1));
  const { sql, shopId } = world;
  await sql`
    insert into reviews (id, shop_id, product_id, account_id, rating, text, picture_ids, written_at, hidden, answer, answered_at)
    select gen_random_uuid(), ${shopId}, ${productId}, 'buyer-' || n, case when n % 100 = 0 then 1 + n / 100 % 4 else 5 end, '', '{}',
      date_trunc('second', now()) - (${reviews}::int - n) * interval '1 minute', case when n > ${reviews - 1_000}::int then 'spam' end,
      case when n > 30 then 'Thank you' end, case when n > 30 then now() end
    from generate_series(1, ${reviews}::int) n`;
  await sql`analyze reviews`;
}, 60_000);
afterAll(() => world.stop());

/** Of each of five numbers of stars a page, and what the sort and its filter see of it. */
const rowsMax = 6 * limit;

test.each(sorts)(
  '[W13] the %s reviews of a product: the first page and one deep inside read a few pages, and none is lost',
  async (sort) => {
    const { sql } = world;
    const all = await listOfProduct(sql, { productId, sort, after: null, limit: reviews });
    expect(all).toHaveLength(reviews - 1_000);
    for (const after of [null, all[Math.floor(all.length / 2)]!, all[30]!, all.at(-40)!]) {
      const nodes = await plansOf(world.place, (reader) => listOfProduct(reader, { productId, sort, after, limit }));
      expect(wrongsOf(nodes, rowsMax)).toEqual([]);
      expect(rowsReadOf(nodes)).toBeLessThanOrEqual(rowsMax);
      const page = await listOfProduct(sql, { productId, sort, after, limit });
      const from = after === null ? 0 : all.findIndex(({ id }) => id === after.id) + 1;
      expect(page.map(({ id }) => id)).toEqual(all.slice(from, from + limit).map(({ id }) => id));
    }
  },
);

test.each<Which>(['all', 'unanswered', 'hidden'])('[W13] the reviews of a shop, %s: a page is read', async (which) => {
  const { shopId } = world;
  const asked = { shopId, which, after: null, limit };
  expect(await listOfShop(world.sql, asked)).toHaveLength(limit);
  const nodes = await plansOf(world.place, (reader) => listOfShop(reader, asked));
  expect(wrongsOf(nodes, limit)).toEqual([]);
  expect(rowsReadOf(nodes)).toBeLessThanOrEqual(rowsMax);
});
