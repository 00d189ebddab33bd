import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSums } from '../../features/ledger/server/sums-store.ts';
import { readSold } from '../../features/orders/server/sold-store.ts';
import { countHostRatings } from '../../features/reviews/server/hosts-store.ts';
import { countRatings } from '../../features/reviews/server/store.ts';
import { readFollow, writeFollow } from '../../features/shops/server/following-store.ts';
import { countOfShop, countPlaces } from '../../features/waitlist/server/store.ts';
import { createMemoryBus } from '../../platform/bus/memory-bus.ts';
import type { Sql } from '../../platform/db/connect.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { plansOf, rowsReadOf } from '../../platform/db/test-plans.ts';
import { createTestSchema } from '../../platform/db/test-schema.ts';
import { findWrongs } from '../../tools/sale-books.ts';
import { createFeatures } from './app.ts';
import { migrationsOf } from './migrations-of.ts';

const schema = await createTestSchema();
const { sql } = schema;
afterAll(() => schema.drop());

const [shopId, productId, skuId, roomId, entryId] = [1, 2, 3, 4, 5].map(
  (at) => `${at}0000000-0000-4000-8000-00000000000${at}`,
) as [string, string, string, string, string];
const people = 3_000;

/** A shop of before, with people, stars and sales; then it goes over. */
beforeAll(async () => {
  const settings = {
    secret: 'a secret for tests that is long enough',
    publicUrl: 'http://shop.example',
    dataDir: '/nonexistent',
  };
  const needs = { settings, sql, bus: createMemoryBus(), now: Date.now, log: { error: () => {} }, ownUrl: '' };
  const migrations = migrationsOf(createFeatures(needs as never));
  await migrate(sql, migrations, (name) => !/-(follow-counts|counts|sums|sold)\.sql$/.test(name));
  await sql`insert into accounts (id, name, email) select 'person-' || n, 'Person', n || '@livestall.example' from generate_series(1, ${people}::int) n`;
  await sql`insert into accounts (id, name, email) values ('hana', 'Hana', 'hana@livestall.example')`;
  await sql`insert into shops (id, name, currency, country, language) values (${shopId}, 'Lindt', 'EUR', 'DE', 'en')`;
  await sql`insert into shop_staff (shop_id, account_id, role) values (${shopId}, 'hana', 'host')`;
  await sql`insert into rooms (id, shop_id, title, state, host_id, created_at) values (${roomId}, ${shopId}, 'Show', 'scheduled', 'hana', now())`;
  await sql`insert into products (id, shop_id, title, description, state, at) values (${productId}, ${shopId}, 'Scarf', '', 'shown', now())`;
  await sql`insert into skus (id, shop_id, product_id, name, code, price_minor, place, for_sale)
    values (${skuId}, ${shopId}, ${productId}, '', 'SC-1', 1290, 0, true)`;
  await sql`insert into stock (sku_id, shop_id, on_hand) values (${skuId}, ${shopId}, 0)`;
  await sql`insert into follows select 'host', 'hana', id, now() from accounts where id <> 'hana'`;
  await sql`insert into host_ratings select 'hana', id, 5, now() from accounts where id <> 'hana'`;
  await sql`insert into reviews (id, shop_id, product_id, account_id, rating, text, picture_ids, written_at, hidden, removed_at)
    select gen_random_uuid(), ${shopId}, ${productId}, 'person-' || n, 4, '', '{}', now(), case when n % 10 = 0 then 'spam' end,
      case when n % 10 = 1 then now() end from generate_series(1, ${people}::int) n`;
  await sql`insert into waitlist_places (id, sku_id, shop_id, account_id, quantity)
    select gen_random_uuid(), ${skuId}, ${shopId}, 'person-' || n, 1 from generate_series(1, ${people}::int) n`;
  await sql`insert into orders (id, shop_id, room_id, account_id, sum, state, currency, total_minor, address, note, placed_at, paid_at, changed_at)
    select gen_random_uuid(), ${shopId}, ${roomId}, 'person-1', '', 'paid', 'EUR', 1290, '{}', '', now(), now(), now() - age
    from (values (interval '1 hour'), (interval '1 day'), (interval '0')) t (age)`;
  await sql`insert into order_lines (order_id, position, sku_id, product_id, title, sku_name, quantity, price_minor)
    select id, 0, ${skuId}, ${productId}, 'Scarf', '', 2, 1290 from orders`;
  await sql`insert into ledger_entries (id, shop_id, at, kind) values (${entryId}, ${shopId}, now(), 'payout')`;
  await sql`insert into ledger_lines (entry_id, position, shop_id, account, amount_minor, currency)
    values (${entryId}, 0, ${shopId}, 'bank', 7, 'EUR'), (${entryId}, 1, ${shopId}, 'provider_receivable', -7, 'EUR')`;
  await migrate(sql, migrations);
  for (const table of ['follows', 'reviews', 'host_ratings', 'waitlist_places']) await sql.unsafe(`analyze ${table}`);
}, 60_000);

const sumCodes = ['balance_off', 'room_sold_off', 'order_sold_off', 'followers_off', 'stars_off', 'waiting_off'];
const sumsOff = async () =>
  (await findWrongs(sql)).filter((one) => sumCodes.includes((one as { wrong: string }).wrong));

test('[H14] [W7] [W23] [L50] [O96] sums and counts of what was there before are filled, and are what there is', async () => {
  expect(await readFollow(sql, 'host', 'hana', 'person-2')).toEqual({ followers: people, following: true });
  const tenth = people / 10;
  expect(await countRatings(sql, productId)).toEqual({
    counts: [{ rating: 4, hidden: false, count: people - 2 * tenth }],
    hidden: tenth,
  });
  expect(await countHostRatings(sql, 'hana')).toEqual([{ rating: 5, count: people }]);
  expect(await countOfShop(sql, shopId)).toEqual([{ skuId, waiting: people, turns: 0 }]);
  expect(await readSold(sql, roomId)).toEqual([{ productId, title: 'Scarf', units: 6, goodsMinor: 6 * 1_290 }]);
  expect(await sql`select units from room_sold`).toEqual([{ units: 4 }]);
  expect((await readSums(sql, [shopId])).map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
    ['bank', 7],
    ['provider_receivable', -7],
  ]);
  expect(await sql`select sum(lines)::int as lines from ledger_sums`).toEqual([{ lines: 2 }]);
  expect(await sumsOff()).toEqual([]);
});

test('[H14] [W7] [W23] counts are read without those who are counted', async () => {
  const reads: ((reader: Sql) => Promise<unknown>)[] = [
    (reader) => readFollow(reader, 'host', 'hana', 'person-2'),
    (reader) => countRatings(reader, productId),
    (reader) => countHostRatings(reader, 'hana'),
    (reader) => countOfShop(reader, shopId),
    (reader) => countPlaces({ sql: reader } as never, skuId, 'person-2'),
  ];
  for (const read of reads) expect(rowsReadOf(await plansOf(schema, read))).toBeLessThan(25);
});

test('[H14] [W7] [W23] many at once, who come, change and go, are counted right', async () => {
  const each = async (at: number) => {
    const accountId = `person-${at}`;
    const follow = { kind: 'host', followedId: 'hana', accountId } as const;
    for (const following of at % 2 === 0 ? [false, true, false] : [false, false, true])
      await sql.begin((tx) => writeFollow({ sql: tx, now: Date.now() } as never, follow, following));
    await sql`update host_ratings set rating = ${1 + (at % 3)} where account_id = ${accountId}`;
    await sql`update reviews set rating = ${1 + (at % 4)}, hidden = case when hidden is null then 'spam' end,
      removed_at = case when removed_at is null and ${at % 7 === 0} then now() end where account_id = ${accountId}`;
    await sql`update waitlist_places set units = 1, until = now() where account_id = ${accountId}`;
    if (at % 2 === 0) await sql`delete from waitlist_places where account_id = ${accountId}`;
    if (at % 3 === 0) await sql`delete from host_ratings where account_id = ${accountId}`;
  };
  await Promise.all(Array.from({ length: 200 }, (_, at) => each(at + 1)));
  expect((await readFollow(sql, 'host', 'hana', null)).followers).toBe(people - 100);
  expect(await countOfShop(sql, shopId)).toEqual([{ skuId, waiting: people - 200, turns: 100 }]);
  const stars = await countHostRatings(sql, 'hana');
  expect(stars.reduce((sum, { count }) => sum + count, 0)).toBe(people - 66);
  expect(await sumsOff()).toEqual([]);
  await sql`truncate follows`;
  expect((await readFollow(sql, 'host', 'hana', null)).followers).toBe(0);
});
