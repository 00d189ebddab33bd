import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { type Sold, soldProductsMax } from '../protocol.ts';
import { boughtKey } from '../purchase-limit.ts';

/** By product, the most units first. It counts every order of the room, however many there are. */
export async function readSold(sql: Reader, roomId: string): Promise<Sold[]> {
  const rows = await sql<Sold[]>`
    select l.product_id as "productId", (array_agg(l.title order by o.placed_at desc))[1] as title,
      sum(l.quantity - b.units)::int as units, sum((l.quantity - b.units) * l.price_minor)::float8 as "goodsMinor"
    from orders o join order_lines l on l.order_id = o.id cross join lateral (${unitsBack(sql)}) b
    where o.room_id = ${roomId} and o.state = 'paid'
    group by l.product_id having sum(l.quantity - b.units) > 0 order by units desc, "goodsMinor" desc, "productId" limit ${soldProductsMax}`;
  return [...rows];
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
