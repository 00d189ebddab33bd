import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { BookEntry } from '../books.ts';
import type { BooksWalk } from '../books-walk.ts';
import type { BookScope, BooksReport, LedgerLine, Wrong } from '../protocol.ts';

/** True for the one server that checks now; the next check is due after `everyMs`. */
export async function claimCheck(sql: Sql, now: number, everyMs: number): Promise<boolean> {
  const rows = await sql`
    insert into ledger_checks as c (started_at) values (to_timestamp(${now}::float8 / 1000))
    on conflict (only_one) do update set started_at = excluded.started_at
      where c.started_at <= to_timestamp(${now - everyMs}::float8 / 1000)
    returning 1`;
  return rows.length > 0;
}

export async function readWalk(sql: Reader): Promise<BooksWalk | null> {
  const [row] = await sql<{ walk: BooksWalk | null }[]>`select walk from ledger_checks`;
  return row?.walk ?? null;
}

export async function writeReport(sql: Sql, report: BooksReport, walk: BooksWalk): Promise<void> {
  await sql`update ledger_checks set report = ${sql.json(report as never)}, walk = ${sql.json(walk as never)}`;
}

/** A report of before there were these counts is none. */
export async function readReport(sql: Reader): Promise<BooksReport | null> {
  const [row] = await sql<{ report: BooksReport | null }[]>`
    select report from ledger_checks where walk is not null and report ? 'shops'`;
  return row?.report ?? null;
}

/** All entries of these orders. */
export async function entriesOf(sql: Reader, orderIds: readonly string[]): Promise<BookEntry[]> {
  const heads = await sql<Omit<BookEntry, 'lines'>[]>`
    select id, shop_id as "shopId", kind, order_id as "orderId" from ledger_entries
    where order_id = any(${orderIds as string[]}::uuid[])`;
  const lines = await sql<(LedgerLine & { entryId: string })[]>`
    select entry_id as "entryId", account, amount_minor as "amountMinor", currency
    from ledger_lines where entry_id = any(${heads.map((head) => head.id)}::uuid[])`;
  const byEntry = Map.groupBy(lines, (line) => line.entryId);
  return heads.map((head) => ({ ...head, lines: byEntry.get(head.id) ?? [] }));
}

/** What was found, and what of it is looked at again: the thing itself, as its scope has it. */
export interface Finding {
  readonly wrong: Wrong;
  readonly of: BookScope;
  readonly lookedId: string;
  readonly settles: boolean;
}

export async function readOpenFindings(sql: Reader): Promise<{ of: BookScope; lookedId: string }[]> {
  const rows = await sql<{ of: BookScope; lookedId: string }[]>`
    select distinct scope as of, looked_id as "lookedId" from ledger_findings`;
  return [...rows];
}

export async function countFindings(sql: Reader): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ledger_findings`;
  return row!.count;
}

/** Of what was looked at, what is not found any more is forgotten. */
export async function forgetSound(
  sql: Sql,
  of: BookScope,
  lookedIds: readonly string[],
  found: readonly Finding[],
): Promise<void> {
  const keys = found.map(({ wrong }) => `${wrong.code} ${wrong.id} ${wrong.currency ?? ''}`);
  await sql`
    delete from ledger_findings where scope = ${of} and looked_id = any(${lookedIds as string[]}::uuid[])
      and not (code || ' ' || thing_id || ' ' || currency) = any(${keys})`;
}

/** Answers with those that are known to be wrong since now. */
export async function keepFindings(
  sql: Sql,
  found: readonly Finding[],
  now: number,
  settleMs: number,
): Promise<Wrong[]> {
  if (found.length === 0) return [];
  const rows = await sql<{ code: Wrong['code']; id: string; currency: string; knew: boolean }[]>`
    insert into ledger_findings as f (code, thing_id, currency, scope, looked_id, found_at, known_at, off_minor, off_units)
    select code, id, currency, scope, looked_id, to_timestamp(${now}::float8 / 1000),
      case when settles then null else to_timestamp(${now}::float8 / 1000) end, off_minor, off_units
    from unnest(${found.map((f) => f.wrong.code)}::text[], ${found.map((f) => f.wrong.id)}::uuid[],
      ${found.map((f) => f.wrong.currency ?? '')}::text[], ${found.map((f) => f.of)}::text[], ${found.map((f) => f.lookedId)}::uuid[],
      ${found.map((f) => String(f.settles))}::text[]::boolean[], ${found.map((f) => f.wrong.offMinor ?? null)}::bigint[],
      ${found.map((f) => f.wrong.offUnits ?? null)}::integer[])
      as t (code, id, currency, scope, looked_id, settles, off_minor, off_units)
    on conflict (code, thing_id, currency) do update set off_minor = excluded.off_minor, off_units = excluded.off_units,
      known_at = coalesce(f.known_at, case when f.found_at <= to_timestamp(${now - settleMs}::float8 / 1000)
        then to_timestamp(${now}::float8 / 1000) end)
    returning code, thing_id as id, currency, known_at = to_timestamp(${now}::float8 / 1000) as knew`;
  const fresh = new Set(rows.filter(({ knew }) => knew).map(({ code, id, currency }) => `${code} ${id} ${currency}`));
  return found
    .map(({ wrong }) => wrong)
    .filter(({ code, id, currency }) => fresh.has(`${code} ${id} ${currency ?? ''}`));
}

/** Those that are known, the newest first, and how many there are. */
export async function readFindings(sql: Reader, limit: number): Promise<{ count: number; wrongs: Wrong[] }> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from ledger_findings where known_at is not null`;
  const rows = await sql<Record<string, unknown>[]>`
    select code, thing_id as id, nullif(currency, '') as currency, off_minor as "offMinor", off_units as "offUnits",
      (extract(epoch from found_at) * 1000)::bigint as "foundAt"
    from ledger_findings where known_at is not null order by known_at desc, code, thing_id limit ${limit}`;
  const wrongs = rows.map((found) => Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null)));
  return { count: row!.count, wrongs: wrongs as unknown as Wrong[] };
}
