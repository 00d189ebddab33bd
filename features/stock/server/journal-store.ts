import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import { type JournalReason, journalEntriesMax } from '../protocol.ts';

export interface NewEntry {
  /** Left out: the database makes one. */
  readonly id?: string;
  readonly skuId: string;
  readonly shopId: string;
  /** Null: not by a person. */
  readonly accountId: string | null;
  readonly units: number;
  readonly reason: JournalReason;
  readonly note: string;
}

export interface EntryRow {
  readonly id: string;
  readonly at: number;
  readonly accountId: string | null;
  readonly units: number;
  readonly reason: JournalReason;
  readonly note: string;
}

export interface KeptStock {
  readonly skuId: string;
  readonly shopId: string;
  readonly onHand: number;
  readonly held: number;
  readonly turned: number;
  readonly sold: number;
}

export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.sql`
    insert into stock_journal (id, sku_id, shop_id, at, account_id, units, reason, note)
    select coalesce(id, gen_random_uuid()), sku_id, shop_id, to_timestamp(${tx.now}::float8 / 1000), account_id, units, reason, note
    from unnest(${entries.map((e) => e.id ?? null)}::uuid[], ${entries.map((e) => e.skuId)}::uuid[],
      ${entries.map((e) => e.shopId)}::uuid[], ${entries.map((e) => e.accountId)}::text[],
      ${entries.map((e) => e.units)}::integer[], ${entries.map((e) => e.reason)}::text[], ${entries.map((e) => e.note)}::text[])
      as t (id, sku_id, shop_id, account_id, units, reason, note)`;
}

export async function readKept(sql: Reader, skuId: string): Promise<KeptStock | null> {
  const [row] = await sql<KeptStock[]>`
    select sku_id as "skuId", shop_id as "shopId", on_hand as "onHand", held, turned, sold from stock where sku_id = ${skuId}`;
  return row ?? null;
}

/** Newest first. */
export async function readEntries(sql: Reader, skuId: string): Promise<EntryRow[]> {
  const rows = await sql<EntryRow[]>`
    select id, (extract(epoch from at) * 1000)::bigint as at, account_id as "accountId", units, reason, note
    from stock_journal where sku_id = ${skuId} order by at desc, id limit ${journalEntriesMax}`;
  return [...rows];
}
