import type { IncomingHttpHeaders } from 'node:http';
import type { Sql } from '../../../platform/db/connect.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import type { Payment, PaymentOutcome } from '../payment.ts';
import type { PaymentEvent, PaymentProvider, PayoutEvent } from './provider.ts';
import * as store from './store.ts';

export type PayoutHeard = Pick<PayoutEvent, 'payoutId' | 'amountMinor' | 'currency' | 'failed'>;

interface Needs {
  readonly sql: Sql;
  readonly now: () => number;
  readonly settle: (outcome: PaymentOutcome) => Promise<unknown>;
  readonly payOut?: (payout: PayoutHeard) => Promise<void>;
  readonly note?: (line: Readonly<Record<string, string>>) => void;
}

/** Verify, look whether it was handled before, act, and only then say that it was: whatever fails is sent again. */
export async function hearWebhook(
  needs: Needs,
  provider: PaymentProvider,
  rawBody: Buffer,
  headers: IncomingHttpHeaders,
): Promise<Refusal | undefined> {
  const event = await provider.readWebhook(rawBody, headers, needs.now());
  const by = { provider: provider.name };
  if (isRefusal(event)) {
    needs.note?.({ ...by, code: event.refused });
    return event;
  }
  if (event.kind === 'ignored') {
    needs.note?.({ ...by, code: 'webhook_ignored', why: event.why });
    return undefined;
  }
  const acted = event.kind === 'payout' ? await hearPayout(needs, by, event) : await hearPayment(needs, by, event);
  if (acted) needs.note?.({ ...by, code: acted.refused, event: event.eventId });
  return acted;
}

interface By {
  readonly provider: string;
}

async function hearPayment(needs: Needs, by: By, event: PaymentEvent): Promise<Refusal | undefined> {
  const { sql, now } = needs;
  const { eventId, heard } = event;
  const payment = await paymentOf(needs, by, event);
  // What was done by hand, of a payment that is not ours, is another program's.
  if (!payment && event.paymentId === null) return undefined;
  if (!payment || payment.provider !== by.provider) return refuse('payment_unknown');
  if (!isAbout(event, payment)) return refuse('payment_mismatch');
  if (await store.hearEvent(sql, { ...by, eventId, paymentId: payment.id }, now())) return undefined;
  const settled = await needs.settle({ payment, heard });
  if (isRefusal(settled)) return settled;
  await store.markHandled(sql, { ...by, eventId }, now());
  return undefined;
}

function paymentOf({ sql }: Needs, { provider }: By, { paymentId, reference }: PaymentEvent): Promise<Payment | null> {
  if (paymentId !== null) return store.readPayment(sql, paymentId);
  return reference === undefined ? Promise.resolve(null) : store.readByReference(sql, provider, reference);
}

async function hearPayout(needs: Needs, by: By, event: PayoutEvent): Promise<undefined> {
  const { sql, now } = needs;
  const { eventId, payoutId, amountMinor, currency, failed } = event;
  if (await store.hearEvent(sql, { ...by, eventId, paymentId: null }, now())) return;
  await needs.payOut?.({ payoutId, amountMinor, currency, failed });
  await store.markHandled(sql, { ...by, eventId }, now());
}

/** Money of another amount, currency or order does not pay this one. */
function isAbout({ claims }: PaymentEvent, payment: Payment): boolean {
  if (!claims) return true;
  const { orderId, amountMinor, currency } = claims;
  return orderId === payment.orderId && amountMinor === payment.amountMinor && currency === payment.currency;
}
