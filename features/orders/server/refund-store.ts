import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { recheckFirstMs, recheckMaxMs } from '../../payments/payment.ts';
import type { PartNow } from '../part-now.ts';

/** A refund is asked for again after this, if the process that began it did not hear: it may have died. */
export const partCheckFirstMs = 3 * recheckFirstMs;

const columns = `r.id, r.order_id as "orderId", r.payment_id as "paymentId", r.amount_minor as "amountMinor", r.tax_minor as "taxMinor",
  r.delivery, r.restock, r.reason, r.by_id as "byId", r.again_of as "againOf", r.problem, r.state, (extract(epoch from r.asked_at) * 1000)::bigint as "askedAt",
  (extract(epoch from r.made_at) * 1000)::bigint as "madeAt",
  coalesce((select jsonb_agg(jsonb_build_object('skuId', l.sku_id, 'units', l.units) order by l.sku_id)
    from order_refund_lines l where l.refund_id = r.id), '[]') as lines`;

/** Oldest first. Their orders are locked where it matters: nothing else writes them. */
export async function readParts(sql: Reader, orderIds: readonly string[]): Promise<PartNow[]> {
  if (orderIds.length === 0) return [];
  const rows = await sql<PartNow[]>`
    select ${(sql as Sql).unsafe(columns)} from order_refunds r
    where r.order_id = any(${orderIds as string[]}::uuid[]) order by r.asked_at, r.id`;
  return [...rows];
}

export async function readPart(sql: Reader, id: string): Promise<PartNow | null> {
  const [row] = await sql<PartNow[]>`select ${(sql as Sql).unsafe(columns)} from order_refunds r where r.id = ${id}`;
  return row ?? null;
}

/** Who asked for a refund of the whole, and whether after one that had failed. [O92] */
export async function noteAsk(
  tx: Tx,
  { refundId, orderId, byId, again }: { refundId: string; orderId: string; byId: string; again: boolean },
): Promise<void> {
  await tx.sql`
    insert into order_refund_asks (refund_id, order_id, by_id, at, again)
    values (${refundId}, ${orderId}, ${byId}, to_timestamp(${tx.now}::float8 / 1000), ${again})`;
}

export interface RefundAsked {
  readonly orderId: string;
  readonly refundId: string;
  readonly byId: string;
  readonly at: number;
  /** After one that had failed. */
  readonly again: boolean;
  /** False for a refund of all that was left. */
  readonly ofPart: boolean;
}

/** Who asked for refunds of these orders, whole and in parts, oldest first. Nobody here asked for what went back by hand. [O92] */
export async function readAsks(sql: Reader, orderIds: readonly string[]): Promise<RefundAsked[]> {
  if (orderIds.length === 0) return [];
  const rows = await sql<RefundAsked[]>`
    select order_id as "orderId", refund_id as "refundId", by_id as "byId", (extract(epoch from at) * 1000)::bigint as at, again, "ofPart"
    from (
      select order_id, refund_id, by_id, at, again, false as "ofPart" from order_refund_asks
      where order_id = any(${orderIds as string[]}::uuid[])
      union all
      select order_id, id, by_id, asked_at, again_of is not null, true from order_refunds
      where order_id = any(${orderIds as string[]}::uuid[]) and by_id is not null
    ) as asks order by at, refund_id`;
  return [...rows];
}

/** New ones with their lines; of those that are there, how they went on. */
export async function writeParts(tx: Tx, parts: readonly PartNow[]): Promise<void> {
  for (const part of parts) {
    const { id, orderId, paymentId, amountMinor, taxMinor, delivery, restock, reason, byId, state, askedAt } = part;
    const { againOf = null, problem = null } = part;
    const inserted = await tx.sql`
      insert into order_refunds as r (id, order_id, payment_id, amount_minor, tax_minor, delivery, restock, reason, by_id, again_of,
        problem, state, asked_at, made_at, check_at)
      values (${id}, ${orderId}, ${paymentId}, ${amountMinor}, ${taxMinor}, ${delivery}, ${restock}, ${reason}, ${byId}, ${againOf},
        ${problem}, ${state}, to_timestamp(${askedAt}::float8 / 1000), to_timestamp(${part.madeAt}::float8 / 1000),
        to_timestamp(${tx.now + partCheckFirstMs}::float8 / 1000))
      on conflict (id) do update set state = excluded.state, made_at = excluded.made_at, problem = excluded.problem
      returning (xmax = 0) as fresh`;
    if (!(inserted[0] as { fresh: boolean }).fresh) continue;
    await tx.sql`
      insert into order_refund_lines (refund_id, sku_id, units)
      select ${id}, * from unnest(${part.lines.map((l) => l.skuId)}::uuid[], ${part.lines.map((l) => l.units)}::integer[])`;
  }
}

/** Takes refunds whose answer is overdue; other nodes skip them, and the next look comes later each time. */
export async function claimParts(sql: Sql, now: number, limit: number): Promise<{ id: string }[]> {
  const rows = await sql<{ id: string }[]>`
    update order_refunds set checks = checks + 1,
      check_at = to_timestamp((${now}::float8 + least(${recheckMaxMs}::float8, ${recheckFirstMs}::float8 * 2 ^ least(checks, 20))) / 1000)
    where id in (
      select id from order_refunds where state = 'asked' and check_at <= to_timestamp(${now}::float8 / 1000)
      order by check_at limit ${limit} for update skip locked)
    returning id`;
  return [...rows];
}
