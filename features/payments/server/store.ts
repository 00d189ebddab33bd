import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { type NewPayment, type Payment, recheckFirstMs, recheckMaxMs, unansweredChecksMax } from '../payment.ts';
import type { ProviderName } from '../protocol.ts';

const columns = `id, order_id as "orderId", shop_id as "shopId", provider, method, amount_minor as "amountMinor", refunded_minor as "refundedMinor", currency,
  state, reference, code, refund_id as "refundId", refund_of as "refundOf",
  case when fee_minor is not null then jsonb_build_object('minor', fee_minor, 'currency', fee_currency) end as fee,
  (extract(epoch from started_at) * 1000)::bigint as "startedAt"`;

/** Writes down that money is about to be asked for, in the transaction that makes it due: a crash cannot forget it. */
export async function start(tx: Tx, payments: readonly NewPayment[], firstCheckMs: number): Promise<void> {
  if (payments.length === 0) return;
  await tx.sql`
    insert into payments (id, order_id, shop_id, provider, method, amount_minor, currency, state, started_at, changed_at, check_at)
    select id, order_id, shop_id, method ->> 'provider', method, amount, currency, 'started',
      to_timestamp(${tx.now}::float8 / 1000), to_timestamp(${tx.now}::float8 / 1000), to_timestamp(${tx.now + firstCheckMs}::float8 / 1000)
    from unnest(${payments.map((p) => p.id)}::uuid[], ${payments.map((p) => p.orderId)}::uuid[], ${payments.map((p) => p.shopId)}::uuid[],
      ${payments.map((p) => JSON.stringify(p.method))}::text[]::jsonb[], ${payments.map((p) => p.amountMinor)}::bigint[],
      ${payments.map((p) => p.currency)}::text[]) as t (id, order_id, shop_id, method, amount, currency)`;
}

/** All payments of these orders, locked in the order of ids; the orders are locked before. */
export async function lockOf(tx: Tx, orderIds: readonly string[]): Promise<Payment[]> {
  const rows = await tx.sql<Payment[]>`
    select ${tx.sql.unsafe(columns)} from payments where order_id = any(${orderIds as string[]}::uuid[]) order by id for update`;
  return [...rows];
}

/** The same without a lock, for who only looks. */
export async function readOf(sql: Reader, orderIds: readonly string[]): Promise<Payment[]> {
  const rows = await sql<Payment[]>`
    select ${sql.unsafe(columns)} from payments where order_id = any(${orderIds as string[]}::uuid[])`;
  return [...rows];
}

export async function write(tx: Tx, payments: readonly Payment[]): Promise<void> {
  if (payments.length === 0) return;
  await tx.sql`
    update payments p set state = t.state, reference = t.reference, code = t.code, refund_id = t.refund_id, refund_of = t.refund_of,
      fee_minor = t.fee_minor, fee_currency = t.fee_currency, refunded_minor = t.refunded_minor, changed_at = to_timestamp(${tx.now}::float8 / 1000), check_at = to_timestamp(${tx.now + recheckFirstMs}::float8 / 1000), checks = 0
    from unnest(${payments.map((p) => p.id)}::uuid[], ${payments.map((p) => p.state)}::text[], ${payments.map((p) => p.reference)}::text[],
      ${payments.map((p) => p.code)}::text[], ${payments.map((p) => p.refundId)}::uuid[], ${payments.map((p) => p.refundOf)}::text[],
      ${payments.map((p) => p.fee?.minor ?? null)}::bigint[], ${payments.map((p) => p.fee?.currency ?? null)}::text[],
      ${payments.map((p) => p.refundedMinor)}::bigint[])
      as t (id, state, reference, code, refund_id, refund_of, fee_minor, fee_currency, refunded_minor)
    where p.id = t.id`;
}

/** The provider's word for an open payment, as soon as it is known: without it nobody can agree to it. */
export async function setReference(sql: Sql, paymentId: string, reference: string): Promise<void> {
  await sql`update payments set reference = ${reference}
    where id = ${paymentId} and reference is null and state in ('started', 'calling_off')`;
}

/** The payment of an order that its buyer can still agree to at the provider; the newest of several. */
export async function readOpen(sql: Sql, orderId: string, providers: readonly ProviderName[]): Promise<Payment | null> {
  const [row] = await sql<Payment[]>`
    select ${sql.unsafe(columns)} from payments
    where order_id = ${orderId} and state = 'started' and reference is not null and provider = any(${providers as ProviderName[]})
    order by started_at desc, id limit 1`;
  return row ?? null;
}

export async function readPayment(sql: Sql, paymentId: string): Promise<Payment | null> {
  const [row] = await sql<Payment[]>`select ${sql.unsafe(columns)} from payments where id = ${paymentId}`;
  return row ?? null;
}

export async function readByReference(sql: Sql, provider: string, reference: string): Promise<Payment | null> {
  const [row] = await sql<Payment[]>`
    select ${sql.unsafe(columns)} from payments where reference = ${reference} and provider = ${provider} limit 1`;
  return row ?? null;
}

/** Takes open payments whose time has come, and those just given up; other nodes skip them, and the next check comes later each time. */
export async function claimOpen(sql: Sql, now: number, limit: number): Promise<Payment[]> {
  const rows = await sql<Payment[]>`
    update payments set checks = checks + 1,
      check_at = to_timestamp((${now}::float8 + least(${recheckMaxMs}::float8, ${recheckFirstMs}::float8 * 2 ^ least(checks, 20))) / 1000)
    where id in (
      select id from payments
      where (state in ('started', 'calling_off', 'refunding')
          or (state = 'declined' and code = 'payment_unanswered' and checks < ${sql.unsafe(String(unansweredChecksMax))}))
        and check_at <= to_timestamp(${now}::float8 / 1000)
      order by check_at limit ${limit} for update skip locked)
    returning ${sql.unsafe(columns)}`;
  return [...rows];
}

/** True when this webhook was handled before. */
export async function hearEvent(
  sql: Sql,
  event: { provider: string; eventId: string; paymentId: string | null },
  now: number,
): Promise<boolean> {
  const [row] = await sql<{ handled: boolean }[]>`
    insert into payment_events as e (provider, event_id, payment_id, heard_at)
    values (${event.provider}, ${event.eventId}, ${event.paymentId}, to_timestamp(${now}::float8 / 1000))
    on conflict (provider, event_id) do update set heard_at = e.heard_at
    returning handled_at is not null as handled`;
  return row!.handled;
}

export async function markHandled(sql: Sql, event: { provider: string; eventId: string }, now: number): Promise<void> {
  await sql`update payment_events set handled_at = to_timestamp(${now}::float8 / 1000)
    where provider = ${event.provider} and event_id = ${event.eventId}`;
}
