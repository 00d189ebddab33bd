import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { Hold, Stock } from '../stock.ts';

type Lock = 'update' | 'share' | 'none';

/** Always in the order of ids, so that two batches with several SKUs in common cannot wait for each other in a ring. */
export async function readStock(sql: Reader, skuIds: readonly string[], lock: Lock): Promise<Stock[]> {
  if (skuIds.length === 0) return [];
  const query = sql as Sql;
  const locked = lock === 'update' ? query`for update` : lock === 'share' ? query`for share` : query``;
  const rows = await query<Stock[]>`
    select sku_id as "skuId", on_hand as "onHand", held, turned from stock
    where sku_id = any(${skuIds as string[]}::uuid[]) order by sku_id ${locked}`;
  return [...rows];
}

export async function writeOnHand(
  tx: Tx,
  rows: readonly { skuId: string; shopId: string; onHand: number }[],
): Promise<Stock[]> {
  const written = await tx.sql<Stock[]>`
    insert into stock as s (sku_id, shop_id, on_hand)
    select * from unnest(${rows.map((r) => r.skuId)}::uuid[], ${rows.map((r) => r.shopId)}::uuid[], ${rows.map((r) => r.onHand)}::integer[])
    on conflict (sku_id) do update set on_hand = excluded.on_hand
    returning sku_id as "skuId", on_hand as "onHand", held, turned`;
  return [...written];
}

/** What orders do: the only way in which units leave or come back without an entry in the journal. */
export async function addChanges(tx: Tx, changes: readonly Stock[]): Promise<Stock[]> {
  const rows = await tx.sql<Stock[]>`
    update stock s set on_hand = s.on_hand + c.on_hand, held = s.held + c.held, turned = s.turned + c.turned,
      sold = s.sold - c.on_hand
    from unnest(${changes.map((c) => c.skuId)}::uuid[], ${changes.map((c) => c.onHand)}::integer[], ${changes.map((c) => c.held)}::integer[],
      ${changes.map((c) => c.turned)}::integer[]) as c (sku_id, on_hand, held, turned)
    where s.sku_id = c.sku_id
    returning s.sku_id as "skuId", s.on_hand as "onHand", s.held, s.turned`;
  return [...rows];
}

export async function insertHolds(tx: Tx, holds: readonly Hold[]): Promise<void> {
  await tx.sql`
    insert into holds (order_id, sku_id, quantity, until)
    select order_id, sku_id, quantity, to_timestamp(until / 1000)
    from unnest(${holds.map((h) => h.orderId)}::uuid[], ${holds.map((h) => h.skuId)}::uuid[], ${holds.map((h) => h.quantity)}::integer[],
      ${holds.map((h) => h.until)}::float8[]) as t (order_id, sku_id, quantity, until)`;
}

/** Ends the holds of these orders and says what they held: a second time there is nothing to end. */
export async function deleteHolds(tx: Tx, orderIds: readonly string[]): Promise<Omit<Hold, 'until'>[]> {
  const rows = await tx.sql<Omit<Hold, 'until'>[]>`
    delete from holds where order_id = any(${orderIds as string[]}::uuid[])
    returning order_id as "orderId", sku_id as "skuId", quantity`;
  return [...rows];
}

/** What comes back by an entry of the journal: it stays sold, and is on hand anew. */
export async function addReturned(
  tx: Tx,
  rows: readonly { readonly skuId: string; readonly units: number }[],
): Promise<(Stock & { readonly shopId: string })[]> {
  const after = await tx.sql<(Stock & { shopId: string })[]>`
    update stock s set on_hand = s.on_hand + r.units
    from (select sku_id, sum(units)::integer as units from unnest(${rows.map((r) => r.skuId)}::uuid[], ${rows.map((r) => r.units)}::integer[])
      as t (sku_id, units) group by sku_id) r
    where s.sku_id = r.sku_id
    returning s.sku_id as "skuId", s.shop_id as "shopId", s.on_hand as "onHand", s.held, s.turned`;
  return [...after];
}
