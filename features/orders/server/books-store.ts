import type { Reader } from '../../../platform/db/connect.ts';
import type { OrderState } from '../protocol.ts';

/** For the check of the books: what each order is worth and how it stands, a page at a time by id. */
export async function readForBooks(
  sql: Reader,
  after: string,
  limit: number,
): Promise<{ id: string; shopId: string; state: OrderState; totalMinor: number; currency: string }[]> {
  const rows = await sql<{ id: string; shopId: string; state: OrderState; totalMinor: number; currency: string }[]>`
    select id, shop_id as "shopId", state, total_minor as "totalMinor", currency from orders
    where id > ${after} order by id limit ${limit}`;
  return [...rows];
}
