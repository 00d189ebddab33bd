import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { SaidLine } from '../barrage.ts';

export interface LineRow extends SaidLine {
  readonly number: number;
  readonly badge: string | null;
  readonly at: number;
}

const columns = (sql: Reader) => sql`
  id, room_id as "roomId", number, account_id as "accountId", badge, text, (extract(epoch from at) * 1000)::bigint as at`;

export async function readLinesById(
  sql: Reader,
  roomId: string,
  ids: readonly string[],
): Promise<Map<string, LineRow>> {
  const rows = await sql<LineRow[]>`
    select ${columns(sql)} from barrage_lines
    where room_id = ${roomId} and id = any(${ids as string[]}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

export async function insertLines(tx: Tx, shopId: string, lines: readonly LineRow[]): Promise<void> {
  await tx.sql`
    insert into barrage_lines (room_id, shop_id, number, id, account_id, badge, text, at)
    select room_id, ${shopId}, number, id, account_id, badge, text, to_timestamp(${tx.now}::float8 / 1000)
    from unnest(${lines.map((line) => line.roomId)}::uuid[], ${lines.map((line) => line.number)}::bigint[],
                ${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.accountId)}::text[],
                ${lines.map((line) => line.badge)}::text[], ${lines.map((line) => line.text)}::text[])
      as t (room_id, number, id, account_id, badge, text)`;
}

/** Oldest first: those after a number, or the newest. */
export async function readLines(sql: Reader, roomId: string, after: number | null, limit: number): Promise<LineRow[]> {
  if (after !== null) {
    return sql<LineRow[]>`
      select ${columns(sql)} from barrage_lines
      where room_id = ${roomId} and number > ${after} order by number limit ${limit}`;
  }
  const newest = await sql<LineRow[]>`
    select ${columns(sql)} from barrage_lines where room_id = ${roomId} order by number desc limit ${limit}`;
  return newest.reverse();
}

export async function moveLines(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void> {
  await tx.sql`update barrage_lines set account_id = ${toAccountId} where account_id = ${fromAccountId}`;
}
