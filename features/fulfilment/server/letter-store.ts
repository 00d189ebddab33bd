import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, TransactionSql } from '../../../platform/db/connect.ts';

export type LetterKind = 'paid' | 'shipped' | 'ready' | 'refunded' | 'return_decided';

export interface LetterDue {
  readonly orderId: string;
  readonly kind: LetterKind;
  /** The order, the refund or the return. */
  readonly refId: string;
}

/** A letter that its mail server would not take waits longer each time. */
export const retryFirstMs = 5_000;
export const retryMaxMs = 600_000;

/** With what happened, in its transaction; what was noted before stays as it is. */
export async function noteLetters(tx: Tx, letters: readonly LetterDue[]): Promise<void> {
  if (letters.length === 0) return;
  await tx.sql`
    insert into order_letters (order_id, kind, ref_id, due_at)
    select order_id, kind, ref_id, to_timestamp(${tx.now}::float8 / 1000)
    from unnest(${letters.map((l) => l.orderId)}::uuid[], ${letters.map((l) => l.kind)}::text[], ${letters.map((l) => l.refId)}::uuid[])
      as t (order_id, kind, ref_id)
    on conflict do nothing`;
}

/** Letters that are due, held by this transaction alone: other servers skip them. */
export async function holdDue(sql: TransactionSql, now: number, limit: number): Promise<LetterDue[]> {
  const rows = await sql<LetterDue[]>`
    select order_id as "orderId", kind, ref_id as "refId" from order_letters
    where sent_at is null and due_at <= to_timestamp(${now}::float8 / 1000)
    order by due_at limit ${limit} for update skip locked`;
  return [...rows];
}

export async function markSent(sql: TransactionSql, letters: readonly LetterDue[], now: number): Promise<void> {
  if (letters.length === 0) return;
  await sql`
    update order_letters l set sent_at = to_timestamp(${now}::float8 / 1000)
    from unnest(${letters.map((l) => l.orderId)}::uuid[], ${letters.map((l) => l.kind)}::text[], ${letters.map((l) => l.refId)}::uuid[])
      as t (order_id, kind, ref_id)
    where l.order_id = t.order_id and l.kind = t.kind and l.ref_id = t.ref_id`;
}

export async function postpone(sql: TransactionSql, { orderId, kind, refId }: LetterDue, now: number): Promise<void> {
  await sql`
    update order_letters set tries = tries + 1,
      due_at = to_timestamp((${now}::float8 + least(${retryMaxMs}::float8, ${retryFirstMs}::float8 * 2 ^ least(tries, 10))) / 1000)
    where order_id = ${orderId} and kind = ${kind} and ref_id = ${refId}`;
}

/** What these buyers asked in last. One statement for all, in the order of ids. */
export async function writeLanguages(
  sql: Reader,
  heard: readonly { readonly accountId: string; readonly language: string }[],
): Promise<void> {
  await sql`
    insert into buyer_languages as b (account_id, language)
    select account_id, language
    from unnest(${heard.map((h) => h.accountId)}::text[], ${heard.map((h) => h.language)}::text[]) as t (account_id, language)
    order by account_id
    on conflict (account_id) do update set language = excluded.language where b.language <> excluded.language`;
}

export async function readLanguage(sql: Reader, accountId: string): Promise<string | null> {
  const [row] = await sql<{ language: string }[]>`select language from buyer_languages where account_id = ${accountId}`;
  return row?.language ?? null;
}

export async function moveLanguage(tx: Tx, from: string, to: string): Promise<void> {
  await tx.sql`
    insert into buyer_languages (account_id, language) select ${to}, language from buyer_languages where account_id = ${from}
    on conflict (account_id) do nothing`;
  await tx.sql`delete from buyer_languages where account_id = ${from}`;
}
