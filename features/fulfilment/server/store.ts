import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { AskReturn, Parcel, Return } from '../protocol.ts';
import { openReturnsMax } from '../protocol.ts';

export type ReturnRow = Return & { readonly shopId: string; readonly refundId: string | null };

const parcelColumns = `state, carrier, number, (extract(epoch from at) * 1000)::bigint as at`;
const returnColumns = `r.id, r.order_id as "orderId", r.shop_id as "shopId", r.reason, r.note, r.state, r.answer, r.refund_id as "refundId",
  (extract(epoch from r.asked_at) * 1000)::bigint as "askedAt", (extract(epoch from r.decided_at) * 1000)::bigint as "decidedAt",
  (select jsonb_agg(jsonb_build_object('skuId', l.sku_id, 'units', l.units) order by l.sku_id)
    from return_lines l where l.return_id = r.id) as lines`;

export async function readParcels(sql: Reader, orderIds: readonly string[]): Promise<Map<string, Parcel>> {
  const query = sql as Sql;
  const rows = await query<(Parcel & { orderId: string })[]>`
    select order_id as "orderId", ${query.unsafe(parcelColumns)} from parcels where order_id = any(${orderIds as string[]}::uuid[])`;
  return new Map(rows.map(({ orderId, ...parcel }) => [orderId, parcel]));
}

export async function writeParcel(tx: Tx, orderId: string, { state, carrier, number, at }: Parcel): Promise<void> {
  await tx.sql`
    insert into parcels (order_id, state, carrier, number, at)
    values (${orderId}, ${state}, ${carrier}, ${number}, to_timestamp(${at}::float8 / 1000))
    on conflict (order_id) do update set state = excluded.state, carrier = excluded.carrier, number = excluded.number,
      at = excluded.at`;
}

/** Oldest first. */
export async function readReturns(sql: Reader, orderIds: readonly string[]): Promise<ReturnRow[]> {
  const query = sql as Sql;
  const rows = await query<ReturnRow[]>`
    select ${query.unsafe(returnColumns)} from returns r
    where r.order_id = any(${orderIds as string[]}::uuid[]) order by r.asked_at, r.id`;
  return [...rows];
}

/** Those of a shop that wait for an answer, the oldest first. */
export async function readOpenReturns(sql: Reader, shopId: string): Promise<ReturnRow[]> {
  const query = sql as Sql;
  const rows = await query<ReturnRow[]>`
    select ${query.unsafe(returnColumns)} from returns r
    where r.shop_id = ${shopId} and r.state = 'asked' order by r.asked_at, r.id limit ${openReturnsMax}`;
  return [...rows];
}

/** Held until the transaction ends: it is decided once. */
export async function lockReturn(tx: Tx, id: string): Promise<ReturnRow | null> {
  const [row] = await tx.sql<ReturnRow[]>`
    select ${tx.sql.unsafe(returnColumns)} from returns r where r.id = ${id} for update of r`;
  return row ?? null;
}

export async function readReturn(sql: Reader, id: string): Promise<ReturnRow | null> {
  const query = sql as Sql;
  const [row] = await query<ReturnRow[]>`select ${query.unsafe(returnColumns)} from returns r where r.id = ${id}`;
  return row ?? null;
}

/** One request of an order at a time: of two at once the second waits here, and finds the first. */
export async function lockRequests(tx: Tx, orderId: string): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(hashtextextended('return ' || ${orderId}, 0))`;
}

export async function insertReturn(
  tx: Tx,
  { orderId, shopId }: { readonly orderId: string; readonly shopId: string },
  { id, lines, reason, note }: AskReturn,
): Promise<void> {
  await tx.sql`
    insert into returns (id, order_id, shop_id, reason, note, state, asked_at)
    values (${id}, ${orderId}, ${shopId}, ${reason}, ${note}, 'asked', to_timestamp(${tx.now}::float8 / 1000))`;
  await tx.sql`
    insert into return_lines (return_id, sku_id, units)
    select ${id}, sku_id, sum(units) from unnest(${lines.map((l) => l.skuId)}::uuid[], ${lines.map((l) => l.units)}::integer[])
      as t (sku_id, units) group by sku_id`;
}

export async function decideReturn(
  tx: Tx,
  id: string,
  decided:
    | { readonly state: 'accepted'; readonly refundId: string }
    | { readonly state: 'declined'; readonly answer: string },
): Promise<void> {
  const [refundId, answer] = decided.state === 'accepted' ? [decided.refundId, ''] : [null, decided.answer];
  await tx.sql`
    update returns set state = ${decided.state}, refund_id = ${refundId}, answer = ${answer},
      decided_at = to_timestamp(${tx.now}::float8 / 1000)
    where id = ${id}`;
}
