import type { Reader } from '../../../platform/db/connect.ts';

/** Paid, and not wholly refunded: that is a state of its own. */
export async function hasBoughtProduct(sql: Reader, accountId: string, productId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from orders o join order_lines l on l.order_id = o.id
    where o.account_id = ${accountId} and o.state = 'paid' and l.product_id = ${productId} limit 1`;
  return rows.length > 0;
}

/** In one of these rooms. */
export async function hasBoughtIn(sql: Reader, accountId: string, roomIds: readonly string[]): Promise<boolean> {
  const rows = await sql`
    select 1 from orders
    where account_id = ${accountId} and state = 'paid' and room_id = any(${roomIds as string[]}::uuid[]) limit 1`;
  return rows.length > 0;
}
