import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Apply, RecordLine } from '../protocol.ts';
import type { Stage } from '../verification.ts';

export interface VerificationRow {
  readonly id: string;
  readonly shopId: string;
  readonly productId: string | null;
  readonly claim: string;
  readonly meaning: string;
  readonly legalName: string;
  readonly registerNumber: string;
  readonly address: string;
  readonly note: string;
  readonly stage: Stage;
  readonly appliedAt: number;
  readonly appliedBy: string;
  readonly decidedAt: number | null;
  readonly decidedBy: string | null;
  readonly answer: string;
  readonly endsAt: number | null;
  readonly acceptedSum: string | null;
}

const columns = `id, shop_id as "shopId", product_id as "productId", claim, meaning, legal_name as "legalName",
  register_number as "registerNumber", address, note, stage,
  (extract(epoch from applied_at) * 1000)::bigint as "appliedAt", applied_by as "appliedBy",
  (extract(epoch from decided_at) * 1000)::bigint as "decidedAt", decided_by as "decidedBy", answer,
  (extract(epoch from ends_at) * 1000)::bigint as "endsAt", accepted_sum as "acceptedSum"`;

/** False when there is one with this id. */
export async function insertVerification(tx: Tx, shopId: string, byId: string, wanted: Apply): Promise<boolean> {
  const product = wanted.kind === 'product' ? wanted : { productId: null, claim: '', meaning: '' };
  const shop = wanted.kind === 'shop' ? wanted : { legalName: '', registerNumber: '', address: '' };
  const rows = await tx.sql`
    insert into verification_applications (id, shop_id, product_id, claim, meaning, legal_name, register_number, address, note, stage,
      applied_at, applied_by)
    values (${wanted.id}, ${shopId}, ${product.productId}, ${product.claim.trim()}, ${product.meaning.trim()},
      ${shop.legalName.trim()}, ${shop.registerNumber.trim()}, ${shop.address.trim()}, ${wanted.note.trim()}, 'waiting',
      to_timestamp(${tx.now}::float8 / 1000), ${byId})
    on conflict (id) do nothing returning id`;
  return rows.length === 1;
}

export async function readVerification(sql: Reader, id: string): Promise<VerificationRow | null> {
  const [row] = await sql<VerificationRow[]>`select ${unsafe(sql)} from verification_applications where id = ${id}`;
  return row ?? null;
}

/** Held until the transaction ends. */
export async function lockVerification(tx: Tx, id: string): Promise<VerificationRow | null> {
  const [row] = await tx.sql<
    VerificationRow[]
  >`select ${unsafe(tx.sql)} from verification_applications where id = ${id} for update`;
  return row ?? null;
}

export async function listOfShop(sql: Reader, shopId: string, limit: number): Promise<VerificationRow[]> {
  const rows = await sql<VerificationRow[]>`
    select ${unsafe(sql)} from verification_applications where shop_id = ${shopId} order by applied_at desc, id limit ${limit}`;
  return [...rows];
}

/** For operators: those that wait, the oldest first, or the others, the latest decided first. */
export async function listForOperator(sql: Reader, waiting: boolean, limit: number): Promise<VerificationRow[]> {
  const rows = waiting
    ? await sql<VerificationRow[]>`
        select ${unsafe(sql)} from verification_applications where stage = 'waiting' order by applied_at, id limit ${limit}`
    : await sql<VerificationRow[]>`
        select ${unsafe(sql)} from verification_applications where stage not in ('waiting', 'withdrawn')
        order by decided_at desc, id limit ${limit}`;
  return [...rows];
}

/** Accepted ones of a shop itself, or of a product, the newest first. */
export async function listAccepted(
  sql: Reader,
  of: { readonly shopId: string } | { readonly productId: string },
): Promise<VerificationRow[]> {
  const rows =
    'productId' in of
      ? await sql<VerificationRow[]>`
          select ${unsafe(sql)} from verification_applications where product_id = ${of.productId} and stage = 'accepted'
          order by decided_at desc, id`
      : await sql<VerificationRow[]>`
          select ${unsafe(sql)} from verification_applications
          where shop_id = ${of.shopId} and product_id is null and stage = 'accepted' order by decided_at desc, id`;
  return [...rows];
}

/** One application of a shop at a time, so that the limit holds. */
export async function countWaiting(tx: Tx, shopId: string): Promise<number> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`verification ${shopId}`}, 0))`;
  const [row] = await tx.sql<{ count: number }[]>`
    select count(*)::int as count from verification_applications where shop_id = ${shopId} and stage = 'waiting'`;
  return row!.count;
}

export async function writeDecision(
  tx: Tx,
  id: string,
  decision: { stage: Stage; byId: string; answer: string; endsAt: number | null; sum: string | null },
): Promise<void> {
  await tx.sql`
    update verification_applications set stage = ${decision.stage}, decided_at = to_timestamp(${tx.now}::float8 / 1000),
      decided_by = ${decision.byId}, answer = ${decision.answer}, ends_at = to_timestamp(${decision.endsAt}::float8 / 1000),
      accepted_sum = ${decision.sum} where id = ${id}`;
}

/** What was accepted stays as it was, beside why it is no more. */
export async function writeStage(tx: Tx, id: string, stage: Stage, answer: string): Promise<void> {
  await tx.sql`update verification_applications set stage = ${stage}, answer = ${answer} where id = ${id}`;
}

export async function record(
  tx: Tx,
  line: { shopId: string; verificationId: string; act: RecordLine['act']; byId: string; text: string },
): Promise<void> {
  await tx.sql`
    insert into verification_record (shop_id, verification_id, at, act, by_id, text)
    values (${line.shopId}, ${line.verificationId}, to_timestamp(${tx.now}::float8 / 1000), ${line.act}, ${line.byId}, ${line.text})`;
}

export interface RecordRow extends Omit<RecordLine, 'by'> {
  readonly verificationId: string;
  readonly byId: string;
}

export async function readRecord(sql: Reader, ids: readonly string[]): Promise<RecordRow[]> {
  const rows = await sql<RecordRow[]>`
    select verification_id as "verificationId", (extract(epoch from at) * 1000)::bigint as at, act, by_id as "byId", text
    from verification_record where verification_id = any(${ids as string[]}::uuid[]) order by id`;
  return [...rows];
}

function unsafe(sql: Reader) {
  return (sql as Sql).unsafe(columns);
}
