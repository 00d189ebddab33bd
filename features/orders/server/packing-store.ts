import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { OrderDelivery } from '../../shops/terms.ts';
import { unitsOf } from '../part-refund.ts';
import type { Address } from '../protocol.ts';
import { readParts } from './refund-store.ts';
import { readLines } from './store.ts';

/** An order as somebody packs it: without what went back of it. */
export interface OrderToPack {
  readonly id: string;
  readonly address: Address;
  readonly pickup: boolean;
  readonly delivery: OrderDelivery | null;
  readonly note: string;
  readonly paidAt: number;
  readonly lines: readonly {
    readonly skuId: string;
    readonly title: string;
    readonly skuName: string;
    readonly units: number;
  }[];
}

/** It went out to its buyer, or was handed over. False when it is not paid, or went before. */
export async function markSent(tx: Tx, orderId: string): Promise<boolean> {
  const rows = await tx.sql`
    update orders set sent_at = to_timestamp(${tx.now}::float8 / 1000)
    where id = ${orderId} and state = 'paid' and sent_at is null returning id`;
  return rows.length > 0;
}

/** Whose these orders are. */
export async function readOwners(
  sql: Reader,
  orderIds: readonly string[],
): Promise<{ id: string; shopId: string; accountId: string }[]> {
  const rows = await (sql as Sql)<{ id: string; shopId: string; accountId: string }[]>`
    select id, shop_id as "shopId", account_id as "accountId" from orders where id = any(${orderIds as string[]}::uuid[])`;
  return [...rows];
}

/** Paid orders of a shop that did not go out yet, the oldest first. */
export async function readPacking(sql: Reader, shopId: string, limit: number): Promise<OrderToPack[]> {
  const rows = await (sql as Sql)<Omit<OrderToPack, 'lines'>[]>`
    select id, address, pickup, delivery, note, (extract(epoch from paid_at) * 1000)::bigint as "paidAt" from orders
    where shop_id = ${shopId} and state = 'paid' and sent_at is null
    order by paid_at, id limit ${limit}`;
  const ids = rows.map(({ id }) => id);
  const lines = await readLines(sql, ids);
  const parts = Map.groupBy(await readParts(sql, ids), (part) => part.orderId);
  return rows.map((row) => {
    const gone = unitsOf((parts.get(row.id) ?? []).filter((part) => part.state !== 'failed'));
    return {
      ...row,
      lines: (lines.get(row.id) ?? [])
        .map(({ skuId, title, skuName, quantity }) => ({
          ...{ skuId, title, skuName },
          units: quantity - (gone.get(skuId) ?? 0),
        }))
        .filter(({ units }) => units > 0),
    };
  });
}
