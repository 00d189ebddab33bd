import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { OfferedPrice } from '../lowest-price.ts';

/**
 * Notes the regular price that each variant of a product is offered at from now on, where it is another than before. What
 * is off sale, or of a product that is not shown, is offered at none. It reads the rows that this transaction has written.
 */
export async function notePrices(tx: Tx, productId: string, by: string): Promise<void> {
  await tx.sql`
    insert into sku_prices (sku_id, at, price_minor, by_account)
    select s.id, greatest(to_timestamp(${tx.now}::float8 / 1000), last.at), s.offered, ${by}
    from (
      select k.id, case when k.for_sale and p.state = 'shown' then k.price_minor end as offered
      from skus k join products p on p.id = k.product_id where p.id = ${productId}
    ) s
    left join lateral (
      select at, price_minor from sku_prices where sku_id = s.id order by at desc limit 1
    ) last on true
    where last.price_minor is distinct from s.offered
    on conflict (sku_id, at) do update set price_minor = excluded.price_minor, by_account = excluded.by_account`;
}

/** By SKU, in the order of time: the changes since a time, and the price that was offered at that time. */
export async function readPriceHistories(
  sql: Reader,
  skuIds: readonly string[],
  since: number,
): Promise<Map<string, OfferedPrice[]>> {
  if (skuIds.length === 0) return new Map();
  const rows = await sql<(OfferedPrice & { skuId: string })[]>`
    select sku_id as "skuId", floor(extract(epoch from at) * 1000)::bigint as at, price_minor as "priceMinor",
      began_before as "beganBefore"
    from sku_prices p
    where sku_id = any(${skuIds as string[]}::uuid[]) and at >= coalesce(
      (select max(at) from sku_prices o where o.sku_id = p.sku_id and o.at <= to_timestamp(${since}::float8 / 1000)),
      '-infinity')
    order by sku_id, at`;
  return Map.groupBy(rows, (row) => row.skuId);
}

export interface PriceChangeRow extends OfferedPrice {
  readonly by: string | null;
}

/** A page of one SKU's changes, newest first: those before a time, in full milliseconds, which the next page begins with. */
export async function readPriceChanges(
  sql: Reader,
  skuId: string,
  before: number | null,
  limit: number,
): Promise<PriceChangeRow[]> {
  return sql<PriceChangeRow[]>`
    select floor(extract(epoch from at) * 1000)::bigint as at, price_minor as "priceMinor", began_before as "beganBefore",
      by_account as by
    from sku_prices
    where sku_id = ${skuId} and (${before}::float8 is null or at < to_timestamp(${before}::float8 / 1000))
    order by at desc limit ${limit}`;
}
