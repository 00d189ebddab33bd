import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../../platform/db/migrate.ts';
import { indexesOf, plansOf, wrongsOf } from '../../../platform/db/test-plans.ts';
import { createTestSchema } from '../../../platform/db/test-schema.ts';
import { type ListWish, listProducts, readNumber } from './list-store.ts';
import { readProductIdsAfter } from './store-import.ts';
import { migrationsBefore } from './test-world.ts';

const products = 20_000;
const shopId = '11111111-1111-4111-8111-111111111111';
const otherShopId = '22222222-2222-4222-8222-222222222222';
const limit = 25;
/** For a search a bucket (see platform/db/migrations), for a list the page of each state. */
const sortedMaxOf = ({ words }: ListWish) => (words.length > 0 ? 4_096 : 3 * limit);
let schema: Awaited<ReturnType<typeof createTestSchema>>;

beforeAll(async () => {
  schema = await createTestSchema();
  const { sql } = schema;
  await migrate(sql, migrationsBefore());
  await sql`insert into shops (id, name, currency, country, language)
    select id, 'Lindt & Daughters', 'EUR', 'DE', 'en' from unnest(${[shopId, otherShopId]}::uuid[]) as id`;
  await sql`set statement_timeout = 0`;
  await sql`
    insert into products (id, shop_id, title, description, state, at, said)
    select gen_random_uuid(), case when n % 10 = 0 then ${otherShopId}::uuid else ${shopId} end, 'Mug ' || n, '',
      case when n % 997 = 0 then 'archived' when n > 15000 then 'draft' else 'shown' end, now(), 'mug ' || n || case when n % 997 = 0 then ' rarely 茶杯' else '' end
    from generate_series(1, ${products}::int) n`;
  await sql`analyze products`;
}, 60_000);
afterAll(() => schema.drop());

const wish: ListWish = { shopId, state: null, before: null, words: [] };
const wishes: [name: string, wish: ListWish, index: string][] = [
  ['first page', wish, 'products_by_state'],
  ['first page of what is shown', { ...wish, state: 'shown' }, 'products_by_state'],
  ['first page of what is rare', { ...wish, state: 'archived' }, 'products_by_state'],
  ['deep inside', { ...wish, before: products / 2 }, 'products_by_state'],
  ['deep inside what is shown', { ...wish, state: 'shown', before: products / 2 }, 'products_by_state'],
  ['finds nearly all', { ...wish, words: ['mug'] }, 'products_found'],
  ['finds few', { ...wish, state: 'shown', words: ['rarely'] }, 'products_found'],
  ['finds two characters', { ...wish, words: ['茶杯'] }, 'products_found'],
  ['finds deep inside', { ...wish, before: products / 2, words: ['mug'] }, 'products_found'],
  ['finds none', { ...wish, words: ['nowhere'] }, 'products_found'],
];

for (const [name, of, index] of wishes) {
  test(`[C44] ${name}: an index, nothing read whole, no more sorted than a bucket`, async () => {
    const nodes = await plansOf(schema, (sql) => listProducts(sql, of, limit));
    expect(wrongsOf(nodes, sortedMaxOf(of))).toEqual([]);
    expect(indexesOf(nodes)).toContain(index);
  });
}

test('[C44] a search that finds nearly all ends in the first bucket, and gives the newest in order', async () => {
  const nodes = await plansOf(schema, (sql) => listProducts(sql, { ...wish, words: ['mug'] }, limit));
  const looked = nodes.filter((node) => node['Index Name'] === 'products_found').map((node) => node['Actual Loops']);
  expect(looked).toEqual([1]);
  const found = await listProducts(schema.sql, { ...wish, words: ['mug'] }, limit);
  expect(found).toHaveLength(limit);
  expect(found).toEqual(await listProducts(schema.sql, wish, limit));
});

test('[C37] [C40] the export goes from page to page by an index, and so does a cursor', async () => {
  const nodes = await plansOf(schema, async (sql) => {
    const ids = await readProductIdsAfter(sql, shopId, null, 100);
    await readProductIdsAfter(sql, shopId, ids.at(-1)!, 100);
    await readNumber(sql, shopId, ids[0]!);
  });
  expect(wrongsOf(nodes, 0)).toEqual([]);
});

test('[C44] without its index each of these is found to be wrong', async () => {
  const without = async (index: string, of: ListWish) => {
    const [{ definition }] = (await schema.sql`select pg_get_indexdef(${index}::regclass) as definition`) as [
      { definition: string },
    ];
    await schema.sql.unsafe(`drop index ${index}`);
    const nodes = await plansOf(schema, (sql) => listProducts(sql, of, limit)).finally(() =>
      schema.sql.unsafe(definition),
    );
    return wrongsOf(nodes, sortedMaxOf(of));
  };
  expect(await without('products_found', { ...wish, before: 1_000, words: ['rarely'] })).not.toEqual([]);
  expect(await without('products_by_state', wish)).not.toEqual([]);
});
