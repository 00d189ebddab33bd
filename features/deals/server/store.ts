import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Deal, SetUpDeal } from '../protocol.ts';

export interface DealRow extends Deal {
  readonly shopId: string;
}

/** What an order takes of a deal. */
export interface Taking {
  readonly dealId: string;
  readonly orderId: string;
  readonly accountId: string;
  readonly units: number;
}

interface Row extends Omit<DealRow, 'off'> {
  readonly percentOff: number | null;
  readonly priceMinor: number | null;
}

const columns = `id, shop_id as "shopId", room_id as "roomId", product_id as "productId", percent_off as "percentOff",
  price_minor as "priceMinor", units, per_buyer as "perBuyer", countdown_seconds as "countdownSeconds",
  run_seconds as "runSeconds", (extract(epoch from starts_at) * 1000)::bigint as "startsAt",
  (extract(epoch from ends_at) * 1000)::bigint as "endsAt", taken`;

/** False when another deal has that id already. */
export async function insertDeal(tx: Tx, roomId: string, shopId: string, deal: SetUpDeal): Promise<boolean> {
  const { id, productId, off, units, perBuyer, countdownSeconds, runSeconds } = deal;
  const [percentOff, priceMinor] = 'percentOff' in off ? [off.percentOff, null] : [null, off.priceMinor];
  const rows = await tx.sql`
    insert into deals (id, shop_id, room_id, product_id, percent_off, price_minor, units, per_buyer, countdown_seconds,
      run_seconds, made_at)
    values (${id}, ${shopId}, ${roomId}, ${productId}, ${percentOff}, ${priceMinor}, ${units}, ${perBuyer},
      ${countdownSeconds}, ${runSeconds}, to_timestamp(${tx.now}::float8 / 1000))
    on conflict (id) do nothing returning id`;
  return rows.length === 1;
}

export async function readDeal(sql: Reader, id: string): Promise<DealRow | null> {
  const rows = await sql<Row[]>`select ${(sql as Sql).unsafe(columns)} from deals where id = ${id}`;
  return rows[0] ? toDeal(rows[0]) : null;
}

/** Oldest first. */
export async function listDeals(sql: Reader, roomId: string): Promise<DealRow[]> {
  const rows = await sql<Row[]>`
    select ${(sql as Sql).unsafe(columns)} from deals where room_id = ${roomId} order by made_at, id`;
  return rows.map(toDeal);
}

/** All of a room, held until the transaction ends: one act on its deals at a time. */
export async function lockRoomDeals(tx: Tx, roomId: string): Promise<DealRow[]> {
  const rows = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from deals where room_id = ${roomId} order by id for update`;
  return rows.map(toDeal);
}

/** Those that run now in these rooms: of what a sale counts in them nobody else counts meanwhile. Sorted, as all locks are. */
export async function lockRunning(tx: Tx, roomIds: readonly string[]): Promise<DealRow[]> {
  const rows = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from deals
    where room_id = any(${roomIds as string[]}::uuid[]) and starts_at <= to_timestamp(${tx.now}::float8 / 1000)
      and ends_at > to_timestamp(${tx.now}::float8 / 1000)
    order by id for update`;
  return rows.map(toDeal);
}

/** The same for whoever only looks. */
export async function readRunning(sql: Reader, roomIds: readonly string[], now: number): Promise<DealRow[]> {
  const rows = await sql<Row[]>`
    select ${(sql as Sql).unsafe(columns)} from deals
    where room_id = any(${roomIds as string[]}::uuid[]) and starts_at <= to_timestamp(${now}::float8 / 1000)
      and ends_at > to_timestamp(${now}::float8 / 1000) order by id`;
  return rows.map(toDeal);
}

export async function writeTimes(tx: Tx, id: string, times: { startsAt: number; endsAt: number }): Promise<void> {
  await tx.sql`
    update deals set starts_at = to_timestamp(${times.startsAt}::float8 / 1000),
      ends_at = to_timestamp(${times.endsAt}::float8 / 1000) where id = ${id}`;
}

export async function deleteDeal(tx: Tx, id: string): Promise<void> {
  await tx.sql`delete from deals where id = ${id}`;
}

/** How many units each of these accounts has of these deals, in orders that stand. */
export async function readTaken(
  sql: Reader,
  roomIds: readonly string[],
  accountIds: readonly string[],
): Promise<{ dealId: string; accountId: string; units: number }[]> {
  return sql<{ dealId: string; accountId: string; units: number }[]>`
    select t.deal_id as "dealId", t.account_id as "accountId", sum(t.units)::int as units
    from deal_takings t join deals d on d.id = t.deal_id
    where d.room_id = any(${roomIds as string[]}::uuid[]) and t.account_id = any(${accountIds as string[]})
    group by t.deal_id, t.account_id`;
}

export async function insertTakings(tx: Tx, takings: readonly Taking[]): Promise<void> {
  await tx.sql`
    insert into deal_takings (deal_id, order_id, account_id, units)
    select * from unnest(${takings.map((t) => t.dealId)}::uuid[], ${takings.map((t) => t.orderId)}::uuid[],
      ${takings.map((t) => t.accountId)}::text[], ${takings.map((t) => t.units)}::integer[])`;
}

/** A second time there is nothing to give back. */
export async function deleteTakings(tx: Tx, orderIds: readonly string[]): Promise<{ dealId: string; units: number }[]> {
  return tx.sql<{ dealId: string; units: number }[]>`
    delete from deal_takings where order_id = any(${orderIds as string[]}::uuid[])
    returning deal_id as "dealId", units`;
}

/** Moves what is taken, one statement for all; deals by id, as every lock on them. */
export async function addTaken(tx: Tx, changes: ReadonlyMap<string, number>): Promise<DealRow[]> {
  const ids = [...changes.keys()].sort();
  await tx.sql`select 1 from deals where id = any(${ids}::uuid[]) order by id for update`;
  const rows = await tx.sql<Row[]>`
    update deals d set taken = d.taken + c.more
    from unnest(${ids}::uuid[], ${ids.map((id) => changes.get(id)!)}::integer[]) as c (deal_id, more)
    where d.id = c.deal_id
    returning ${tx.sql.unsafe(columns)}`;
  return rows.map(toDeal);
}

export async function moveTakings(tx: Tx, from: string, to: string): Promise<void> {
  await tx.sql`update deal_takings set account_id = ${to} where account_id = ${from}`;
}

/** The room is deleted: its deals go with it, and the orders keep the prices that they had. */
export async function deleteOfRoom(tx: Tx, roomId: string): Promise<void> {
  await tx.sql`delete from deal_takings where deal_id in (select id from deals where room_id = ${roomId})`;
  await tx.sql`delete from deals where room_id = ${roomId}`;
}

function toDeal({ percentOff, priceMinor, ...row }: Row): DealRow {
  return { ...row, off: percentOff === null ? { priceMinor: priceMinor! } : { percentOff } };
}
