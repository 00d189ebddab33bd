import type { Reader } from '../../../platform/db/connect.ts';

/** Paid, and some of it still with the buyer: a whole refund is a state of its own, and units may go back in parts. */
export async function hasBoughtProduct(sql: Reader, accountId: string, productId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from orders o join order_lines l on l.order_id = o.id
    where o.account_id = ${accountId} and o.state = 'paid' and l.product_id = ${productId}
      and l.quantity > (select coalesce(sum(x.units), 0) from order_refunds r join order_refund_lines x on x.refund_id = r.id
        where r.order_id = o.id and x.sku_id = l.sku_id and r.state = 'made')
    limit 1`;
  return rows.length > 0;
}

/** In one of these rooms. */
export async function hasBoughtIn(sql: Reader, accountId: string, roomIds: readonly string[]): Promise<boolean> {
  const rows = await sql`
    select 1 from orders
    where account_id = ${accountId} and state = 'paid' and room_id = any(${roomIds as string[]}::uuid[]) limit 1`;
  return rows.length > 0;
}
