import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { SkuWaiting } from '../protocol.ts';
import type { Offer, Waiting } from '../waitlist.ts';

export interface PlaceRow extends Waiting {
  readonly units: number | null;
  readonly until: number | null;
  /** Those who wait before it. */
  readonly ahead: number;
}

/** A turn that is not over: for a sale. */
export interface TurnRow {
  readonly id: string;
  readonly skuId: string;
  readonly accountId: string;
  readonly units: number;
}

export async function insertPlace(tx: Tx, place: Waiting & { readonly shopId: string }): Promise<boolean> {
  const { id, skuId, shopId, accountId, quantity } = place;
  const rows = await tx.sql`
    insert into waitlist_places (id, sku_id, shop_id, account_id, quantity)
    values (${id}, ${skuId}, ${shopId}, ${accountId}, ${quantity}) on conflict (id) do nothing returning id`;
  return rows.length === 1;
}

export async function countPlaces(
  tx: Tx,
  skuId: string,
  accountId: string,
): Promise<{ ofSku: number; ofAccount: number; joined: boolean }> {
  const [row] = await tx.sql<{ ofSku: number; ofAccount: number; joined: boolean }[]>`
    select coalesce((select waiting + turns from waitlist_counts where sku_id = ${skuId}), 0) as "ofSku",
      count(*)::int as "ofAccount", coalesce(bool_or(sku_id = ${skuId}), false) as joined
    from waitlist_places where account_id = ${accountId}`;
  return row!;
}

/** An account's own places, or the one for a SKU; the oldest first. */
export async function readPlaces(sql: Reader, accountId: string, skuId: string | null = null): Promise<PlaceRow[]> {
  const rows = await sql<PlaceRow[]>`
    select p.id, p.sku_id as "skuId", p.account_id as "accountId", p.quantity, p.units,
      (extract(epoch from p.until) * 1000)::bigint as until,
      (select count(*)::int from waitlist_places o
        where o.sku_id = p.sku_id and o.units is null and o.number < p.number) as ahead
    from waitlist_places p
    where p.account_id = ${accountId} and p.sku_id = coalesce(${skuId}::uuid, p.sku_id) order by p.number`;
  return [...rows];
}

/** Of each SKU as many of its line as there are free units at most, in the order of SKUs and of the line. */
export async function readLines(tx: Tx, free: ReadonlyMap<string, number>): Promise<Waiting[]> {
  const rows = await tx.sql<Waiting[]>`
    select w.id, f.sku_id as "skuId", w.account_id as "accountId", w.quantity
    from unnest(${[...free.keys()]}::uuid[], ${[...free.values()]}::integer[]) as f (sku_id, free)
    cross join lateral (
      select id, account_id, quantity, number from waitlist_places
      where sku_id = f.sku_id and units is null order by number limit f.free
    ) w order by f.sku_id, w.number`;
  return [...rows];
}

export async function writeTurns(tx: Tx, offers: readonly Offer[], until: number): Promise<void> {
  await tx.sql`
    update waitlist_places p set units = o.units, until = to_timestamp(${until}::float8 / 1000)
    from unnest(${offers.map((o) => o.id)}::uuid[], ${offers.map((o) => o.units)}::smallint[]) as o (id, units)
    where p.id = o.id`;
}

export async function readTurns(
  sql: Reader,
  skuIds: readonly string[],
  accountIds: readonly string[],
  now: number,
): Promise<TurnRow[]> {
  const rows = await sql<TurnRow[]>`
    select id, sku_id as "skuId", account_id as "accountId", units from waitlist_places
    where account_id = any(${accountIds as string[]}) and sku_id = any(${skuIds as string[]}::uuid[])
      and until > to_timestamp(${now}::float8 / 1000)`;
  return [...rows];
}

/** Those among these accounts that have a turn for anything. */
export async function readHolders(sql: Reader, accountIds: readonly string[], now: number): Promise<Set<string>> {
  const rows = await sql<{ accountId: string }[]>`
    select distinct account_id as "accountId" from waitlist_places
    where account_id = any(${accountIds as string[]}) and until > to_timestamp(${now}::float8 / 1000)`;
  return new Set(rows.map(({ accountId }) => accountId));
}

/** Turns whose time is over, the longest first. */
export async function readOver(
  sql: Reader,
  now: number,
  limit: number,
): Promise<{ readonly id: string; readonly skuId: string }[]> {
  const rows = await sql<{ id: string; skuId: string }[]>`
    select id, sku_id as "skuId" from waitlist_places
    where until <= to_timestamp(${now}::float8 / 1000) order by until limit ${limit}`;
  return [...rows];
}

export async function readWaitedSkus(sql: Reader, limit: number): Promise<string[]> {
  const rows = await sql<{ skuId: string }[]>`
    select distinct sku_id as "skuId" from waitlist_places where units is null limit ${limit}`;
  return rows.map(({ skuId }) => skuId);
}

/** Deletes places and says what they had; a second time there is nothing to delete. `overAt`: only turns over by then. */
export async function deletePlaces(
  tx: Tx,
  ids: readonly string[],
  overAt: number | null = null,
): Promise<(Pick<TurnRow, 'id' | 'skuId' | 'accountId'> & { readonly units: number | null })[]> {
  const rows = await tx.sql<{ id: string; skuId: string; accountId: string; units: number | null }[]>`
    delete from waitlist_places
    where id = any(${ids as string[]}::uuid[])
      and (${overAt}::float8 is null or until <= to_timestamp(${overAt}::float8 / 1000))
    returning id, sku_id as "skuId", account_id as "accountId", units`;
  return [...rows];
}

export async function countOfShop(sql: Reader, shopId: string): Promise<SkuWaiting[]> {
  const rows = await sql<SkuWaiting[]>`
    select sku_id as "skuId", waiting, turns from waitlist_counts
    where shop_id = ${shopId} and waiting + turns > 0 order by waiting desc, sku_id`;
  return [...rows];
}

/**
 * Where both wait for the same SKU one place stays: the one with a turn, else the account's own. Two turns stay both, the
 * guest's until its time is over. [W9]
 */
export async function movePlaces(tx: Tx, from: string, to: string): Promise<void> {
  await tx.sql`
    delete from waitlist_places p using waitlist_places o
    where p.sku_id = o.sku_id and p.units is null and ((p.account_id = ${from} and o.account_id = ${to})
      or (p.account_id = ${to} and o.account_id = ${from} and o.units is not null))`;
  await tx.sql`
    update waitlist_places p set account_id = ${to} where account_id = ${from}
      and not exists (select 1 from waitlist_places o where o.sku_id = p.sku_id and o.account_id = ${to})`;
}
