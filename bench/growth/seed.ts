import type { Sql } from '../../platform/db/connect.ts';

export interface Grown {
  readonly shopId: string;
  readonly roomId: string;
  /** Who bought one order of a hundred. */
  readonly regularId: string;
}

/** Search indexes are made anew after many rows came: put in row by row they take much longer. */
const searchIndexes = ['products_found', 'order_words_found'];

/**
 * So many more products and orders of a shop, by SQL. Titles are of three scripts; one in a thousand is a rare word, and the
 * first hundred have a word of their own, which a search newest first finds last.
 */
export async function grow(sql: Sql, { shopId, roomId, regularId }: Grown, from: number, to: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`select set_config('statement_timeout', '0', true), set_config('maintenance_work_mem', '512MB', true),
      set_config('session_replication_role', 'replica', true), set_config('work_mem', '256MB', true)`;
    const made = await tx<{ made: string }[]>`
      select pg_get_indexdef(name::regclass) as made from unnest(${searchIndexes}::text[]) name`;
    await tx.unsafe(`drop index ${searchIndexes.join(', ')}`);
    await tx`
      with titled as (
        select gen_random_uuid() as id, n, case n % 3
          when 0 then 'Handmade stoneware mug ' || n when 1 then '景德镇手工茶杯 ' || n else '손으로 만든 도자기 머그컵 ' || n end
          || case when n % 1000 = 7 then ' celadon' else '' end || case when n <= 100 then ' founding' else '' end as title
        from generate_series(${from + 1}::int, ${to}::int) n)
      insert into products (id, shop_id, title, description, state, at, said)
      select id, ${shopId}, title, '', case when n % 10 = 0 then 'draft' else 'shown' end,
        now() - make_interval(secs => ${to} - n), lower(title) || ' sku-' || n
      from titled`;
    await tx`
      insert into skus (id, shop_id, product_id, name, price_minor, place, for_sale, code)
      select gen_random_uuid(), ${shopId}, p.id, '', 1290, 0, true, upper(split_part(p.said, ' ', -1))
      from products p where p.shop_id = ${shopId} and p.number > coalesce((select max(q.number) from products q join skus s on s.product_id = q.id
        where q.shop_id = ${shopId}), 0)`;
    await tx`
      insert into stock (sku_id, shop_id, on_hand)
      select s.id, ${shopId}, 5 from skus s where s.shop_id = ${shopId} and not exists (select from stock t where t.sku_id = s.id)`;
    await growOrders(tx as unknown as Sql, { shopId, roomId, regularId }, from, to);
    for (const { made: statement } of made) await tx.unsafe(statement);
  });
  for (const table of ['products', 'skus', 'stock', 'orders', 'order_lines', 'order_words'])
    await sql.begin(async (tx) => {
      await tx`select set_config('statement_timeout', '0', true)`;
      await tx.unsafe(`analyze ${table}`);
    });
}

/** Each order is of one product; a hundred buyers have three names in turn. */
async function growOrders(sql: Sql, { shopId, roomId, regularId }: Grown, from: number, to: number): Promise<void> {
  await sql`
    insert into accounts (id, name, email)
    select 'grown_buyer_' || n, 'Vera ' || n, 'grown-' || n || '@livestall.example' from generate_series(1, 99) n
    on conflict do nothing`;
  await sql`
    with made as (
      insert into orders (id, shop_id, room_id, account_id, sum, state, currency, total_minor, address, note, placed_at, paid_at)
      select gen_random_uuid(), ${shopId}, ${roomId}, case n % 100 when 0 then ${regularId} else 'grown_buyer_' || n % 100 end, 'sum',
        case when n % 50 = 0 then 'cancelled' else 'paid' end, 'EUR', 1290,
        jsonb_build_object('name', (array['Viktor Voss', '王小明', '김하나'])[n % 3 + 1], 'line1', 'Main 1', 'line2', '', 'postcode', '1',
          'city', 'Jena', 'country', 'DE', 'phone', ''),
        '', now() - make_interval(secs => ${to} - n), case when n % 50 = 0 then null else now() end
      from generate_series(${from + 1}::int, ${to}::int) n
      returning id, number, address
    ), numbered as (
      select id, number, address, row_number() over (order by number) + ${from}::int as n from made
    ), sold as (
      select s.id as sku_id, s.product_id, p.title, p.said, row_number() over (order by p.number) + ${from}::int as n
      from skus s join products p on p.id = s.product_id where p.shop_id = ${shopId} and s.code = 'SKU-' || split_part(s.code, '-', 2)
        and split_part(s.code, '-', 2)::int > ${from}
    ), lines as (
      insert into order_lines (order_id, position, sku_id, product_id, title, sku_name, quantity, price_minor)
      select o.id, 0, s.sku_id, s.product_id, s.title, '', 1, 1290 from numbered o join sold s on s.n = o.n
    )
    insert into order_words (order_id, number, said)
    select o.id, o.number, right(o.id::text, 6) || ' ' || lower(o.address ->> 'name') || ' jena ' || s.said
    from numbered o join sold s on s.n = o.n`;
}
