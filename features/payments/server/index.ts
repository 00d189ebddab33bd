import type { IncomingHttpHeaders } from 'node:http';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { ChargeAnswer, NewPayment, Payment, PaymentOutcome, RefundAnswer } from '../payment.ts';
import { type PaymentProvider, PaymentUnanswered } from './provider.ts';
import { routes } from './routes.ts';
import * as store from './store.ts';

export const migrations: Migration = { name: 'payments', folder: new URL('migrations', import.meta.url).pathname };

/** A started payment is asked about after this, if the process that started it did not settle it: it may have died. */
export const firstCheckMs = 15_000;
/** A provider that has not decided by then never will. */
export const giveUpMs = 3 * 24 * 3_600_000;
export const checksPerSweepMax = 100;

export interface PaymentsNeeds {
  readonly sql: Sql;
  readonly now: () => number;
  readonly provider: PaymentProvider;
  /** Acts on what was heard: the order's transaction, which also writes the payment. Must bear repeats. */
  readonly settle: (outcome: PaymentOutcome) => Promise<unknown>;
  /** A provider that is down must not stop a sweep: its error goes here. */
  readonly onFault: (error: unknown) => void;
  readonly firstCheckMs?: number;
}

export type PaymentsFeature = ReturnType<typeof createPayments>;

export function createPayments(needs: PaymentsNeeds) {
  const hear = (rawBody: string, headers: IncomingHttpHeaders) => hearWebhook(needs, rawBody, headers);
  return {
    migrations,
    start: (tx: Tx, payments: readonly NewPayment[]) => store.start(tx, payments, needs.firstCheckMs ?? firstCheckMs),
    lockOf: store.lockOf,
    write: store.write,
    read: (paymentId: string) => store.readPayment(needs.sql, paymentId),
    /** Null when nobody knows whether money moved: a webhook or the sweeper tells later. */
    charge: (payment: NewPayment): Promise<ChargeAnswer | null> =>
      answered(needs, () => needs.provider.charge({ ...payment, paymentId: payment.id })),
    refund: (payment: Payment) => refund(needs, payment),
    sweep: (now: number) => sweep(needs, now),
    routes: (app: App) => routes(app, { provider: needs.provider.name, hearWebhook: hear }),
  };
}

async function refund(needs: PaymentsNeeds, payment: Payment): Promise<RefundAnswer | null> {
  const { id, refundId, amountMinor, currency } = payment;
  if (refundId === null) throw new Error(`The payment ${id} has no refund to make.`);
  return answered(needs, () => needs.provider.refund({ paymentId: id, refundId, amountMinor, currency }));
}

/** A provider that fails has not answered: the payment stays open, and the sweeper looks again. */
async function answered<T>(needs: PaymentsNeeds, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof PaymentUnanswered)) needs.onFault(error);
    return null;
  }
}

async function hearWebhook(
  { sql, now, provider, settle }: PaymentsNeeds,
  rawBody: string,
  headers: IncomingHttpHeaders,
): Promise<Refusal | undefined> {
  const event = provider.readWebhook(rawBody, headers, now());
  if (isRefusal(event)) return event;
  const payment = await store.readPayment(sql, event.paymentId);
  if (!payment || payment.provider !== provider.name) return refuse('payment_unknown');
  const key = { provider: provider.name, eventId: event.eventId, paymentId: event.paymentId };
  if (await store.hearEvent(sql, key, now())) return undefined;
  const settled = await settle({ payment, heard: event.answer });
  if (isRefusal(settled)) return settled;
  await store.markHandled(sql, key, now());
  return undefined;
}

/** Asks the provider about payments that were left open by a time-out, a crash or a lost answer. */
async function sweep(needs: PaymentsNeeds, now: number): Promise<void> {
  await needs.provider.sweep?.(now);
  const open = await store.claimOpen(needs.sql, now, checksPerSweepMax);
  await Promise.all(open.map((payment) => check(needs, payment, now).catch(needs.onFault)));
}

async function check(needs: PaymentsNeeds, payment: Payment, now: number): Promise<void> {
  if (payment.state === 'refunding') {
    const heard = await refund(needs, payment);
    if (heard) await needs.settle({ payment, heard });
    return;
  }
  const found = await needs.provider.find(payment.id);
  if (found.state === 'captured' || found.state === 'declined') await needs.settle({ payment, heard: found });
  else if (found.state === 'unknown' || now - payment.startedAt > giveUpMs) {
    await needs.settle({ payment, heard: { state: 'declined', code: 'payment_unanswered' } });
  }
}
