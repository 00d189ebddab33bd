import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { SaidLine } from '../barrage.ts';

export interface LineRow extends SaidLine {
  readonly number: number;
  readonly badge: string | null;
  readonly at: number;
  readonly removed?: boolean;
}

interface PinRow {
  readonly id: string;
  readonly lineId: string;
}

const columns = (sql: Reader) => sql`
  id, room_id as "roomId", number, account_id as "accountId", badge, text, (extract(epoch from at) * 1000)::bigint as at,
  removed_at is not null as removed, reply_to as "replyTo"`;

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
    insert into barrage_lines (room_id, shop_id, number, id, account_id, badge, text, reply_to, at)
    select room_id, ${shopId}, number, id, account_id, badge, text, reply_to, to_timestamp(${tx.now}::float8 / 1000)
    from unnest(${lines.map((line) => line.roomId)}::uuid[], ${lines.map((line) => line.number)}::bigint[],
                ${lines.map((line) => line.id)}::uuid[], ${lines.map((line) => line.accountId)}::text[],
                ${lines.map((line) => line.badge)}::text[], ${lines.map((line) => line.text)}::text[],
                ${lines.map((line) => line.replyTo ?? null)}::uuid[])
      as t (room_id, number, id, account_id, badge, text, reply_to)`;
}

/** Oldest first: those after a number, or the newest. */
export async function readLines(sql: Reader, roomId: string, after: number | null, limit: number): Promise<LineRow[]> {
  if (after !== null) {
    return sql<LineRow[]>`
      select ${columns(sql)} from barrage_lines
      where room_id = ${roomId} and number > ${after} and removed_at is null order by number limit ${limit}`;
  }
  const newest = await sql<LineRow[]>`
    select ${columns(sql)} from barrage_lines
    where room_id = ${roomId} and removed_at is null order by number desc limit ${limit}`;
  return newest.reverse();
}

/** When each of these people spoke last, if that is not longer ago. */
export async function readLastTimes(
  sql: Reader,
  roomId: string,
  accountIds: readonly string[],
  after: number,
): Promise<Map<string, readonly number[]>> {
  const rows = await sql<{ accountId: string; at: number }[]>`
    select account_id as "accountId", (extract(epoch from max(at)) * 1000)::bigint as at from barrage_lines
    where room_id = ${roomId} and account_id = any(${accountIds as string[]})
      and at > to_timestamp(${after}::float8 / 1000)
    group by account_id`;
  return new Map(rows.map(({ accountId, at }) => [accountId, [at]]));
}

/** A line, held until the end of the transaction. */
export async function lockLine(tx: Tx, roomId: string, lineId: string): Promise<LineRow | null> {
  const [row] = await tx.sql<LineRow[]>`
    select ${columns(tx.sql)} from barrage_lines where room_id = ${roomId} and id = ${lineId} for update`;
  return row ?? null;
}

/** The row stays, so that its number and its id are not given twice; its text goes. */
export async function emptyLine(tx: Tx, roomId: string, lineId: string): Promise<void> {
  await tx.sql`
    update barrage_lines set text = '', removed_at = to_timestamp(${tx.now}::float8 / 1000)
    where room_id = ${roomId} and id = ${lineId}`;
}

/** The line that stands above the talk, held until the end of the transaction. */
export async function lockPins(tx: Tx, roomId: string): Promise<PinRow | null> {
  // Two who pin at once take turns, also where nothing is pinned yet.
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`barrage pin ${roomId}`}, 0))`;
  const [row] = await tx.sql<PinRow[]>`
    select id, line_id as "lineId" from barrage_pins where room_id = ${roomId} and unpinned_at is null for update`;
  return row ?? null;
}

export async function openPin(
  tx: Tx,
  pin: PinRow & { readonly roomId: string; readonly shopId: string; readonly accountId: string },
): Promise<void> {
  await tx.sql`
    insert into barrage_pins (id, room_id, shop_id, line_id, pinned_by, pinned_at)
    values (${pin.id}, ${pin.roomId}, ${pin.shopId}, ${pin.lineId}, ${pin.accountId},
            to_timestamp(${tx.now}::float8 / 1000))`;
}

export async function closePin(tx: Tx, pinId: string, byId: string): Promise<void> {
  await tx.sql`
    update barrage_pins set unpinned_by = ${byId}, unpinned_at = to_timestamp(${tx.now}::float8 / 1000)
    where id = ${pinId}`;
}

export async function moveLines(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void> {
  await tx.sql`update barrage_lines set account_id = ${toAccountId} where account_id = ${fromAccountId}`;
  await tx.sql`update barrage_pins set pinned_by = ${toAccountId} where pinned_by = ${fromAccountId}`;
  await tx.sql`update barrage_pins set unpinned_by = ${toAccountId} where unpinned_by = ${fromAccountId}`;
}

export async function deleteLines(tx: Tx, roomId: string): Promise<void> {
  await tx.sql`delete from barrage_pins where room_id = ${roomId}`;
  await tx.sql`delete from barrage_lines where room_id = ${roomId}`;
}
