import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { readSettled } from '../../../platform/db/settled.ts';
import { type Sold, soldProductsMax } from '../protocol.ts';
import { boughtKey } from '../purchase-limit.ts';

/** The last change of an order that is in the sums: its time with all its fractions, as text. */
interface Counted {
  readonly at: string;
  readonly id: string;
}

const nothingCounted: Counted = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/**
 * By product, the most units first: what is summed up, and beside it, as of one moment, the orders that changed since then: less what
 * the sums have of them, with what they are now. It reads the orders of half a minute, of all rooms, however many there are. [O96]
 */
export async function readSold(sql: Reader, roomId: string): Promise<Sold[]> {
  // It may be older than the sums: an order that is in them is taken off and counted anew.
  const { at, id } = await readCounted(sql);
  const rows = await sql<Sold[]>`
    with changed as materialized (
      select array_agg(o.id) as ids from orders o
      where (o.changed_at, o.id) > (${at}::text::timestamptz, ${id}::uuid) and o.room_id = ${roomId}
    ), sold as (
      select product_id, title, placed_at, units, goods_minor from room_sold where room_id = ${roomId}
      union all
      select product_id, null, null, -units, -goods_minor from order_sold
      where order_id = any((select ids from changed)::uuid[])
      union all
      select product_id, title, placed_at, units, goods_minor from (${soldOf(sql, (sql as Sql)`(select ids from changed)`)}) now
    )
    select product_id as "productId", (array_agg(title order by placed_at desc) filter (where title is not null))[1] as title,
      sum(units)::int as units, sum(goods_minor)::float8 as "goodsMinor"
    from sold group by product_id having sum(units) > 0
    order by units desc, "goodsMinor" desc, "productId" limit ${soldProductsMax}`;
  return [...rows];
}

async function readCounted(sql: Reader): Promise<Counted> {
  const [row] = await sql<Counted[]>`select changed_at::text as at, order_id as id from sold_counted`;
  return row ?? nothingCounted;
}

/** The next orders that changed, once their transactions are over for certain; of no more than one server at a time. */
export async function lockUncounted(tx: Tx, limit: number, afterSeconds?: number): Promise<Counted[]> {
  await tx.sql`
    insert into sold_counted (changed_at, order_id) values (${nothingCounted.at}::text::timestamptz, ${nothingCounted.id})
    on conflict do nothing`;
  const [counted] = await tx.sql<Counted[]>`
    select changed_at::text as at, order_id as id from sold_counted for update skip locked`;
  if (!counted) return [];
  const settled = await readSettled(tx.sql, afterSeconds);
  const rows = await tx.sql<Counted[]>`
    select changed_at::text as at, id from orders
    where (changed_at, id) > (${counted.at}::text::timestamptz, ${counted.id}::uuid)
      and changed_at < ${settled}::text::timestamptz
    order by changed_at, id limit ${limit}`;
  return [...rows];
}

/**
 * Takes off what the sums have of these orders and adds what they are now. They are read once: an order may change meanwhile, is then
 * counted again, and what is taken off must be what was added.
 */
export async function countSold(tx: Tx, orders: readonly Counted[]): Promise<void> {
  const last = orders.at(-1)!;
  const ids = orders.map(({ id }) => id);
  const rows = await tx.sql<SoldNow[]>`
    select order_id as "orderId", room_id as "roomId", product_id as "productId", title, placed_at::text as "placedAt", units,
      goods_minor as "goodsMinor" from (${soldOf(tx.sql, tx.sql`${ids}`)}) now`;
  const now = tx.sql`select * from unnest(${rows.map((r) => r.orderId)}::uuid[], ${rows.map((r) => r.roomId)}::uuid[],
    ${rows.map((r) => r.productId)}::uuid[], ${rows.map((r) => r.title)}::text[], ${rows.map((r) => r.placedAt)}::text[]::timestamptz[],
    ${rows.map((r) => r.units)}::integer[], ${rows.map((r) => r.goodsMinor)}::bigint[])
    as t (order_id, room_id, product_id, title, placed_at, units, goods_minor)`;
  await tx.sql`
    insert into room_sold as s (room_id, product_id, title, placed_at, units, goods_minor)
    select room_id, product_id, coalesce((array_agg(title order by placed_at desc) filter (where title is not null))[1], ''),
      coalesce(max(placed_at), '-infinity'), sum(units), sum(goods_minor)
    from (
      select room_id, product_id, title, placed_at, units, goods_minor from (${now}) now
      union all
      select room_id, product_id, null, null, -units, -goods_minor from order_sold where order_id = any(${ids}::uuid[])
    ) change group by room_id, product_id
    on conflict (room_id, product_id) do update set units = s.units + excluded.units, goods_minor = s.goods_minor + excluded.goods_minor,
      title = case when excluded.placed_at > s.placed_at then excluded.title else s.title end,
      placed_at = greatest(s.placed_at, excluded.placed_at)`;
  await tx.sql`delete from order_sold where order_id = any(${ids}::uuid[])`;
  await tx.sql`
    insert into order_sold (order_id, product_id, room_id, units, goods_minor)
    select order_id, product_id, room_id, units, goods_minor from (${now}) now`;
  await tx.sql`update sold_counted set changed_at = ${last.at}::text::timestamptz, order_id = ${last.id}`;
}

interface SoldNow {
  readonly orderId: string;
  readonly roomId: string;
  readonly productId: string;
  readonly title: string;
  readonly placedAt: string;
  readonly units: number;
  readonly goodsMinor: number;
}

/** Before its orders lose their room. Nobody counts meanwhile: what they had not yet written would stay. */
export async function forgetSold(tx: Tx, roomId: string): Promise<void> {
  await tx.sql`select 1 from sold_counted for update`;
  await tx.sql`delete from order_sold where order_id in (select id from orders where room_id = ${roomId})`;
  await tx.sql`delete from room_sold where room_id = ${roomId}`;
}

/** What each of these orders has sold in a room: nothing unless it is paid, and less what went back in parts. */
function soldOf(sql: Reader, ids: ReturnType<Sql>) {
  return (sql as Sql)`
    select o.id as order_id, o.room_id, l.product_id, min(l.title) as title, o.placed_at,
      sum(l.quantity - b.units)::int as units, sum((l.quantity - b.units) * l.price_minor)::bigint as goods_minor
    from orders o join order_lines l on l.order_id = o.id cross join lateral (${unitsBack(sql)}) b
    where o.id = any(${ids}::uuid[]) and o.room_id is not null and o.state = 'paid'
    group by o.id, l.product_id having sum(l.quantity - b.units) > 0`;
}

/**
 * Units of these products that each of these accounts has: paid for, or held. A hold counts until the sweeper has ended it:
 * past its deadline a capture that began before it, or on a server whose clock is behind, may still pay it. What was
 * cancelled, expired or refunded is not counted, also a unit of an order that is paid otherwise.
 */
export async function readBought(
  sql: Reader,
  accountIds: readonly string[],
  productIds: readonly string[],
): Promise<Map<string, number>> {
  if (productIds.length === 0) return new Map();
  const rows = await sql<{ accountId: string; productId: string; units: number }[]>`
    select o.account_id as "accountId", l.product_id as "productId", sum(l.quantity - b.units)::int as units
    from orders o join order_lines l on l.order_id = o.id cross join lateral (${unitsBack(sql)}) b
    where o.account_id = any(${accountIds as string[]}) and l.product_id = any(${productIds as string[]}::uuid[])
      and o.state in ('paid', 'held')
    group by o.account_id, l.product_id`;
  return new Map(rows.map(({ accountId, productId, units }) => [boughtKey(accountId, productId), units]));
}

/** How many units of the line `l` of the order `o` went back in parts. */
function unitsBack(sql: Reader) {
  return (sql as Sql)`
    select coalesce(sum(x.units), 0)::int as units from order_refunds r join order_refund_lines x on x.refund_id = r.id
    where o.refunded_minor > 0 and r.order_id = o.id and r.state = 'made' and x.sku_id = l.sku_id`;
}
