import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexesOf, plansOf, wrongsOf } from '../../../platform/db/test-plans.ts';
import { type SaleWorld, startSale } from '../../../tools/sale-world.ts';
import { createMemoryProvider } from '../../payments/server/memory-provider.ts';
import { type ListWish, listOrders, lockUnsaid, readNumber } from './list-store.ts';

const orders = 20_000;
const limit = 51;
let world: SaleWorld;
let vera: string;

beforeAll(async () => {
  world = await startSale({ provider: () => createMemoryProvider({ secret: 'secret' }) });
  [vera] = (await world.addBuyers(1)) as [string];
  const others = await world.addBuyers(50);
  const { skuId, productId } = await world.addSku(1);
  const { sql, shopId, roomId } = world;
  await sql`
    insert into orders (id, shop_id, room_id, account_id, sum, state, currency, total_minor, address, note, placed_at, hold_until, paid_at)
    select gen_random_uuid(), ${shopId}, ${roomId}, case when n % 50 = 0 then ${vera} else (${others}::text[])[n % 50] end, 'sum',
      case when n % 997 = 0 then 'cancelled' else 'paid' end, 'EUR', 1290, '{"name": "Vera", "city": "Jena"}', '',
      now(), null, case when n % 997 = 0 then null else now() end
    from generate_series(1, ${orders}::int) n`;
  await sql`
    insert into order_lines (order_id, position, sku_id, product_id, title, sku_name, quantity, price_minor)
    select id, 0, ${skuId}, ${productId}, 'Scarf', '', 1, 1290 from orders`;
  await sql`
    insert into order_words (order_id, number, said)
    select id, number, right(id::text, 6) || ' vera jena scarf' || case when number % 997 = 0 then ' 亚麻' else '' end from orders`;
  for (const table of ['orders', 'order_lines', 'order_words', 'order_refunds']) await sql.unsafe(`analyze ${table}`);
}, 60_000);
afterAll(() => world.stop());

const wish = (more: Partial<ListWish> = {}): ListWish => {
  return { of: { shopId: world.shopId }, state: null, before: null, words: [], ...more };
};
const own = () => ({ of: { accountId: vera } });
const room = () => ({ of: { roomId: world.roomId } });
const deep = { before: orders / 2 };
/** For a search a bucket (see platform/db/migrations); for a list the page of each state, and the lines of a page. */
const sortedMaxOf = ({ words }: ListWish) => (words.length > 0 ? 4_096 : 5 * limit);

const wishes: [name: string, wish: () => Partial<ListWish>, index: string][] = [
  ['a shop’s first page', () => ({}), 'orders_of_shop'],
  ['a shop’s page deep inside', () => deep, 'orders_of_shop'],
  ['a shop’s page of a rare state', () => ({ state: 'cancelled' }), 'orders_of_shop'],
  ['the own first page', own, 'orders_of_account'],
  ['the own page deep inside', () => ({ ...own(), ...deep }), 'orders_of_account'],
  ['a room’s page', room, 'orders_of_room'],
  ['a search that finds all', () => ({ words: ['scarf'] }), 'order_words_found'],
  ['a search that finds few, in two characters', () => ({ words: ['亚麻'] }), 'order_words_found'],
  ['a search that finds none', () => ({ words: ['nowhere'] }), 'order_words_found'],
  ['a search of the own', () => ({ ...own(), words: ['scarf'] }), 'order_words_found'],
  ['a whole id', () => ({ words: ['00000000-0000-4000-8000-000000000000'] }), 'orders_pkey'],
];

for (const [name, of, index] of wishes) {
  test(`[O84] ${name}: an index, nothing read whole, no more sorted than a bucket`, async () => {
    const asked = wish(of());
    const nodes = await plansOf(world.place, (sql) => listOrders(sql, asked, limit));
    expect(wrongsOf(nodes, sortedMaxOf(asked)).filter((wrong) => !wrong.includes('order_refund'))).toEqual([]);
    expect(indexesOf(nodes)).toContain(index);
  });
}

test('[O84] cursors and the sweep of words read indexes', async () => {
  const [first] = await listOrders(world.sql, wish(), 1);
  const nodes = await plansOf(world.place, async (sql) => {
    await readNumber(sql, { shopId: world.shopId }, first!.id);
    await lockUnsaid(sql, 250);
  });
  expect(wrongsOf(nodes, 0)).toEqual([]);
});

test('[O84] without its index each of these is found to be wrong', async () => {
  const without = async (index: string, asked: ListWish) => {
    const [{ definition }] = (await world.sql`select pg_get_indexdef(${index}::regclass) as definition`) as [
      { definition: string },
    ];
    await world.sql.unsafe(`drop index ${index}`);
    const nodes = await plansOf(world.place, (sql) => listOrders(sql, asked, limit)).finally(() =>
      world.sql.unsafe(definition),
    );
    return wrongsOf(nodes, sortedMaxOf(asked));
  };
  expect(await without('orders_of_shop', wish())).not.toEqual([]);
  expect(await without('orders_of_account', wish(own()))).not.toEqual([]);
  expect(await without('order_words_found', wish({ before: 1_000, words: ['scarf'] }))).not.toEqual([]);
});
