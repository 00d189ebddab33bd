import type { Tx } from '../../../platform/beat/transact.ts';
import type { TransactionSql } from '../../../platform/db/connect.ts';

/** A letter that nobody takes waits longer each time; a turn is short. */
export const retryFirstMs = 2_000;
export const retryMaxMs = 60_000;

/** With the turns, in the transaction that gives them. */
export async function noteLetters(tx: Tx, placeIds: readonly string[], waitMs: number): Promise<void> {
  await tx.sql`
    insert into waitlist_letters (place_id, due_at)
    select id, to_timestamp(${tx.now + waitMs}::float8 / 1000) from unnest(${placeIds as string[]}::uuid[]) as t (id)
    on conflict do nothing`;
}

/** A letter that is due, held by this transaction alone: other servers skip it, and no purchase waits for it. */
export async function holdNext(sql: TransactionSql, now: number): Promise<string | null> {
  const [row] = await sql<{ placeId: string }[]>`
    select place_id as "placeId" from waitlist_letters where due_at <= to_timestamp(${now}::float8 / 1000)
    order by due_at limit 1 for update skip locked`;
  return row?.placeId ?? null;
}

/** It was sent, or there is nothing to write about any more. */
export async function forgetLetter(sql: TransactionSql, placeId: string): Promise<void> {
  await sql`delete from waitlist_letters where place_id = ${placeId}`;
}

export async function postpone(sql: TransactionSql, placeId: string, now: number): Promise<void> {
  await sql`
    update waitlist_letters set tries = tries + 1,
      due_at = to_timestamp((${now}::float8 + least(${retryMaxMs}::float8, ${retryFirstMs}::float8 * 2 ^ least(tries, 10))) / 1000)
    where place_id = ${placeId}`;
}

export interface TurnToTell {
  readonly skuId: string;
  readonly shopId: string;
  readonly accountId: string;
  readonly units: number;
  readonly until: number;
}

/** Null when it was taken up, given up or ran out. */
export async function readTurn(sql: TransactionSql, placeId: string, now: number): Promise<TurnToTell | null> {
  const [row] = await sql<TurnToTell[]>`
    select sku_id as "skuId", shop_id as "shopId", account_id as "accountId", units,
      (extract(epoch from until) * 1000)::bigint as until
    from waitlist_places where id = ${placeId} and until > to_timestamp(${now}::float8 / 1000)`;
  return row ?? null;
}
