import type { Reader } from '../../../platform/db/connect.ts';
import type { PartNow } from '../part-now.ts';
import type { OrderState } from '../protocol.ts';
import { readParts } from './refund-store.ts';

interface OrderForBooks {
  readonly id: string;
  readonly shopId: string;
  readonly state: OrderState;
  readonly totalMinor: number;
  readonly currency: string;
  readonly parts: readonly PartNow[];
}

/** For the check of the books: what these orders are worth, how they stand and what went back of them. */
export async function readForBooks(sql: Reader, orderIds: readonly string[]): Promise<OrderForBooks[]> {
  const rows = await sql<Omit<OrderForBooks, 'parts'>[]>`
    select id, shop_id as "shopId", state, total_minor as "totalMinor", currency from orders
    where id = any(${orderIds as string[]}::uuid[])`;
  const ids = rows.filter(({ state }) => state === 'paid' || state === 'refunded').map(({ id }) => id);
  const parts = Map.groupBy(await readParts(sql, ids), (part) => part.orderId);
  return rows.map((row) => ({ ...row, parts: parts.get(row.id) ?? [] }));
}
