import type { Tx } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import { type Entry, payout, payoutEntryId, payoutFailed, unbalanced } from '../ledger.ts';
import type { Ledger, LedgerEntry, LedgerLine } from '../protocol.ts';
import { readSums } from './sums-store.ts';

export const entriesPerPageMax = 200;

/** Writes all entries in two statements, within the transaction that caused them. */
export async function post(tx: Tx, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const wrong = entries.find((entry) => unbalanced(entry.lines).length > 0);
  if (wrong) throw new Error(`The ledger entry ${wrong.id} does not sum to zero.`);
  await tx.sql`
    insert into ledger_entries (id, shop_id, at, kind, order_id)
    select id, shop_id, to_timestamp(at / 1000), kind, order_id
    from unnest(${entries.map((e) => e.id)}::uuid[], ${entries.map((e) => e.shopId)}::uuid[], ${entries.map((e) => e.at)}::float8[],
      ${entries.map((e) => e.kind)}::text[], ${entries.map((e) => e.orderId)}::uuid[]) as t (id, shop_id, at, kind, order_id)`;
  const lines = entries.flatMap(({ id, shopId, lines }) =>
    lines.map((line, position) => ({ id, shopId, position, ...line })),
  );
  await tx.sql`
    insert into ledger_lines (entry_id, position, shop_id, account, amount_minor, currency)
    select * from unnest(${lines.map((l) => l.id)}::uuid[], ${lines.map((l) => l.position)}::smallint[], ${lines.map((l) => l.shopId)}::uuid[],
      ${lines.map((l) => l.account)}::text[], ${lines.map((l) => l.amountMinor)}::bigint[], ${lines.map((l) => l.currency)}::text[])`;
}

interface PaidOut {
  readonly payoutId: string;
  /** Whose it is, unless the book says so already; null where nobody knows. */
  readonly shopId: string | null;
  readonly amountMinor: number;
  readonly currency: string;
  /** The bank gave it back. */
  readonly failed: boolean;
}

/**
 * A payout is told more than once; what stands in the book already is not posted again. One that failed is posted with what
 * takes it back: whether it was told to be paid before, comes later, or never does, the book is the same.
 */
export async function postPayout(tx: Tx, { payoutId: id, failed, ...paid }: PaidOut): Promise<void> {
  const entryId = payoutEntryId(id);
  // Two servers that hear it at once go one after the other.
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${entryId}, 0))`;
  const [booked] = await tx.sql<{ shopId: string }[]>`
    select shop_id as "shopId" from ledger_entries where id = ${entryId}`;
  // A bank takes days: since it was paid another shop may have opened, or taken this one's place.
  const shopId = booked?.shopId ?? paid.shopId;
  if (shopId === null) return;
  const moved = { ...paid, shopId, id, at: tx.now, orderId: null };
  const entries = failed ? [payout(moved), payoutFailed(moved)] : [payout(moved)];
  const posted = await tx.sql<{ id: string }[]>`
    select id from ledger_entries where id = any(${entries.map((entry) => entry.id)}::uuid[])`;
  const known = new Set(posted.map((row) => row.id));
  await post(
    tx,
    entries.filter((entry) => !known.has(entry.id)),
  );
}

/** The newest entries after the page before (entries of one batch have one time: the id goes on within it), with the balance of each account over the whole book. */
export async function readLedger(
  sql: Sql,
  shopId: string,
  page: { readonly before?: number | undefined; readonly beforeId?: string | undefined } = {},
): Promise<Ledger> {
  const [before, beforeId] = [page.before ?? null, page.beforeId ?? null];
  // The first bound says it all but for one moment, and by it the index is entered in the middle.
  const older =
    before === null
      ? sql`true`
      : sql`(at <= to_timestamp(${before}::float8 / 1000)
          and (at < to_timestamp(${before}::float8 / 1000) or id > ${beforeId}::uuid))`;
  const entries = await sql<Omit<LedgerEntry, 'lines'>[]>`
    select id, (extract(epoch from at) * 1000)::bigint as at, kind, order_id as "orderId"
    from ledger_entries e where shop_id = ${shopId} and ${older} order by e.at desc, id limit ${entriesPerPageMax}`;
  const lines = await sql<(LedgerLine & { entryId: string })[]>`
    select entry_id as "entryId", account, amount_minor as "amountMinor", currency
    from ledger_lines where entry_id = any(${entries.map((entry) => entry.id)}::uuid[]) order by entry_id, position`;
  const byEntry = Map.groupBy(lines, (line) => line.entryId);
  const notes = await readNotes(sql, entries);
  return {
    entries: entries.map((entry) => ({
      ...entry,
      ...(notes.has(entry.id) ? { note: notes.get(entry.id)! } : {}),
      lines: (byEntry.get(entry.id) ?? []).map(({ entryId: _, ...line }) => line),
    })),
    balances: (await readSums(sql, [shopId])).map(({ shopId: _, ...line }) => line),
  };
}

/** What an operator wrote to payouts, and to those that came back. */
async function readNotes(sql: Sql, entries: readonly { id: string; kind: string }[]): Promise<Map<string, string>> {
  const ids = entries.filter(({ kind }) => kind.startsWith('payout')).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: string; note: string }[]>`
    select i.id, n.note from unnest(${ids}::uuid[]) as i (id) cross join lateral (
      (select note from ledger_payouts where entry_id = i.id and note <> '' limit 1)
      union all (select reason from ledger_payout_returns where entry_id = i.id limit 1)) n`;
  return new Map(rows.map(({ id, note }) => [id, note]));
}
