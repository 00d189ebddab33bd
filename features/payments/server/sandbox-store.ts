import type { Sql } from '../../../platform/db/connect.ts';
import type { SandboxMethod } from '../protocol.ts';
import type { Charge, RefundAsk } from './provider.ts';
import { behaviours, type SandboxCard } from './sandbox-cards.ts';

export interface SandboxCharge {
  readonly paymentId: string;
  readonly card: SandboxCard;
  readonly state: 'captured' | 'declined' | 'pending' | 'refunded';
}

export type Recorded = Charge & { readonly sendsLeft: number; readonly sendAt: number };

const columns = 'payment_id as "paymentId", card, state';

/** The sandbox is asked with its own cards only. */
export function cardOf({ method }: Charge): SandboxCard {
  return (method as SandboxMethod).card;
}

/** The first card of a payment decides: a repeat finds the row and behaves the same. */
export async function record(sql: Sql, rows: readonly Recorded[], now: number): Promise<Map<string, SandboxCharge>> {
  const made = await sql<SandboxCharge[]>`
    insert into sandbox_charges (payment_id, card, amount_minor, currency, state, sends_left, send_at, at)
    select id, card, amount, currency, state, sends_left, to_timestamp(send_at / 1000), to_timestamp(${now}::float8 / 1000)
    from unnest(${rows.map((r) => r.paymentId)}::uuid[], ${rows.map(cardOf)}::text[], ${rows.map((r) => r.amountMinor)}::bigint[],
      ${rows.map((r) => r.currency)}::text[], ${rows.map((r) => behaviours[cardOf(r)].state)}::text[],
      ${rows.map((r) => r.sendsLeft)}::integer[], ${rows.map((r) => r.sendAt)}::float8[])
      as t (id, card, amount, currency, state, sends_left, send_at)
    order by id
    on conflict (payment_id) do nothing
    returning ${sql.unsafe(columns)}`;
  const known = new Set(made.map((row) => row.paymentId));
  const repeated = rows.map((row) => row.paymentId).filter((id) => !known.has(id));
  const found =
    repeated.length === 0
      ? []
      : await sql<SandboxCharge[]>`
    select ${sql.unsafe(columns)} from sandbox_charges where payment_id = any(${repeated}::uuid[])`;
  return new Map([...made, ...found].map((row) => [row.paymentId, row]));
}

export async function findCharge(sql: Sql, paymentId: string): Promise<SandboxCharge | null> {
  const [row] = await sql<SandboxCharge[]>`
    select ${sql.unsafe(columns)} from sandbox_charges where payment_id = ${paymentId}`;
  return row ?? null;
}

/**
 * The id under which this went back; when all was given back before, that of the refund that did. `failed` when its card wants it
 * so. Null when there is nothing to give back: no charge was captured, or less is left of it.
 */
export async function refundCharge(
  sql: Sql,
  { paymentId, refundId, amountMinor }: Pick<RefundAsk, 'paymentId' | 'refundId' | 'amountMinor'>,
): Promise<{ readonly refundId: string } | 'failed' | null> {
  return sql.begin(async (tx) => {
    const [charge] = await tx<{ amountMinor: number; refundId: string | null; card: SandboxCard }[]>`
      select amount_minor as "amountMinor", refund_id as "refundId", card from sandbox_charges
      where payment_id = ${paymentId} and state in ('captured', 'refunded') for update`;
    if (!charge) return null;
    const made = await tx<{ refundId: string; amountMinor: number; failed: boolean }[]>`
      select refund_id as "refundId", amount_minor as "amountMinor", failed from sandbox_refunds where payment_id = ${paymentId}`;
    const known = made.find((one) => one.refundId === refundId);
    if (known) return known.failed ? 'failed' : { refundId };
    if (charge.refundId !== null) return { refundId: charge.refundId };
    if (behaviours[charge.card].refund === 'fails_first' && made.length === 0) {
      await tx`insert into sandbox_refunds (refund_id, payment_id, amount_minor, failed) values (${refundId}, ${paymentId}, 0, true)`;
      return 'failed';
    }
    const sum = made.reduce((total, one) => total + one.amountMinor, amountMinor);
    if (sum > charge.amountMinor) return null;
    await tx`insert into sandbox_refunds (refund_id, payment_id, amount_minor) values (${refundId}, ${paymentId}, ${amountMinor})`;
    if (sum === charge.amountMinor) {
      await tx`update sandbox_charges set state = 'refunded', refund_id = ${refundId} where payment_id = ${paymentId}`;
    }
    return { refundId };
  });
}

/** Takes webhooks that are due; other nodes skip them, and one that is not accepted is due again later. */
export async function claimSends(
  sql: Sql,
  now: number,
  limits: { sendsMax: number; resendMs: number; rowsMax: number },
): Promise<SandboxCharge[]> {
  const rows = await sql<SandboxCharge[]>`
    update sandbox_charges set send_at = to_timestamp(${now + limits.resendMs}::float8 / 1000), sends = sends + 1
    where payment_id in (
      select payment_id from sandbox_charges
      where sends_left > 0 and sends < ${limits.sendsMax} and send_at <= to_timestamp(${now}::float8 / 1000)
      order by send_at limit ${limits.rowsMax} for update skip locked)
    returning ${sql.unsafe(columns)}`;
  return [...rows];
}

export async function markSent(sql: Sql, paymentId: string): Promise<void> {
  await sql`update sandbox_charges set sends_left = 0 where payment_id = ${paymentId}`;
}
