import type { Sql } from '../../../platform/db/connect.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import { cutPage, readCursor } from '../../../platform/kit/cursor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { readSearch } from '../../../platform/kit/search-text.ts';
import { type OrderPage, type OrderQuery, ordersPerPage } from '../protocol.ts';
import { type ListOwner, listOrders, readNumber } from './list-store.ts';
import { showTo } from './shown.ts';

interface Needs {
  readonly sql: Sql;
  readonly now: () => number;
}

/** A page of orders as this actor may see them, newest first. [O80] [O81] [O82] */
export async function readPage(
  { sql, now }: Needs,
  actor: Actor,
  of: ListOwner,
  { state, search, after, limit = ordersPerPage }: OrderQuery,
): Promise<OrderPage | Refusal> {
  const words = readSearch(search);
  if (isRefusal(words)) return words;
  const before = await readBefore(sql, of, after);
  if (isRefusal(before)) return before;
  const rows = await listOrders(sql, { of, state: state ?? null, before, words }, limit + 1);
  const { page, next } = cutPage('o', rows, limit);
  return { orders: page.flatMap((order) => showTo(actor, order, now()) ?? []), next };
}

async function readBefore(sql: Sql, of: ListOwner, after: string | undefined): Promise<number | null | Refusal> {
  if (after === undefined) return null;
  const id = readCursor('o', after);
  return (id && (await readNumber(sql, of, id))) || refuse('cursor_unknown');
}
