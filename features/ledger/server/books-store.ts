import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { BookEntry } from '../books.ts';
import type { BooksReport, LedgerLine } from '../protocol.ts';

/** True for the one server that checks now; the next check is due after `everyMs`. */
export async function claimCheck(sql: Sql, now: number, everyMs: number): Promise<boolean> {
  const rows = await sql`
    insert into ledger_checks as c (started_at) values (to_timestamp(${now}::float8 / 1000))
    on conflict (only_one) do update set started_at = excluded.started_at
      where c.started_at <= to_timestamp(${now - everyMs}::float8 / 1000)
    returning 1`;
  return rows.length > 0;
}

export async function writeReport(sql: Sql, report: BooksReport): Promise<void> {
  await sql`update ledger_checks set report = ${sql.json(report as never)}`;
}

export async function readReport(sql: Reader): Promise<BooksReport | null> {
  const [row] = await sql<{ report: BooksReport | null }[]>`select report from ledger_checks`;
  return row?.report ?? null;
}

/** All entries of these orders. */
export async function entriesOf(sql: Reader, orderIds: readonly string[]): Promise<BookEntry[]> {
  const heads = await sql<Omit<BookEntry, 'lines'>[]>`
    select id, shop_id as "shopId", kind, order_id as "orderId" from ledger_entries
    where order_id = any(${orderIds as string[]}::uuid[])`;
  return withLines(sql, heads);
}

/** Entries of no order, such as payouts, a page at a time by id. */
export async function entriesOfNone(sql: Reader, after: string, limit: number): Promise<BookEntry[]> {
  const heads = await sql<Omit<BookEntry, 'lines'>[]>`
    select id, shop_id as "shopId", kind, order_id as "orderId" from ledger_entries
    where order_id is null and id > ${after} order by id limit ${limit}`;
  return withLines(sql, heads);
}

/** What the provider owes by the book: all of it, also what belongs to nothing that is known. */
export async function readBooked(
  sql: Reader,
): Promise<{ readonly shopId: string; readonly currency: string; readonly minor: number }[]> {
  const rows = await sql<{ shopId: string; currency: string; minor: number }[]>`
    select shop_id as "shopId", currency, sum(amount_minor)::bigint as minor from ledger_lines
    where account = 'provider_receivable' group by shop_id, currency`;
  return [...rows];
}

async function withLines(sql: Reader, heads: readonly Omit<BookEntry, 'lines'>[]): Promise<BookEntry[]> {
  const lines = await sql<(LedgerLine & { entryId: string })[]>`
    select entry_id as "entryId", account, amount_minor as "amountMinor", currency
    from ledger_lines where entry_id = any(${heads.map((head) => head.id)}::uuid[])`;
  const byEntry = Map.groupBy(lines, (line) => line.entryId);
  return heads.map((head) => ({ ...head, lines: byEntry.get(head.id) ?? [] }));
}
