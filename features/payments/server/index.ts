import type { IncomingHttpHeaders } from 'node:http';
import type { Tx } from '../../../platform/beat/transact.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import type { Migration } from '../../../platform/db/migrate.ts';
import type { App } from '../../../platform/http/app.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { ChargeAnswer, NewPayment, Payment, PaymentOutcome, RefundAnswer, RefundFailure } from '../payment.ts';
import type { Confirmation, ProviderName } from '../protocol.ts';
import { type PaymentProvider, PaymentUnanswered } from './provider.ts';
import { routes } from './routes.ts';
import * as store from './store.ts';
import { hearWebhook, type PayoutHeard } from './webhooks.ts';

export const migrations: Migration = { name: 'payments', folder: new URL('migrations', import.meta.url).pathname };

/** A started payment is asked about after this, if the process that started it did not settle it: it may have died. */
export const firstCheckMs = 15_000;
/** A provider that has not decided by then never will. */
export const giveUpMs = 3 * 24 * 3_600_000;
export const checksPerSweepMax = 100;

export interface PaymentsNeeds {
  readonly sql: Sql;
  readonly now: () => number;
  /** Each under its own name. */
  readonly providers: readonly PaymentProvider[];
  /** Acts on what was heard: the order's transaction, which also writes the payment. Must bear repeats. */
  readonly settle: (outcome: PaymentOutcome) => Promise<unknown>;
  /** Writes down what a provider paid to the bank. Must bear repeats. */
  readonly payOut?: (payout: PayoutHeard) => Promise<void>;
  /** A provider that is down must not stop a sweep: its error goes here. */
  readonly onFault: (error: unknown) => void;
  /** Webhooks that were not taken, or not ours: a code and ids, nothing that anybody typed. */
  readonly note?: (line: Readonly<Record<string, string>>) => void;
  readonly firstCheckMs?: number;
}

export type PaymentsFeature = ReturnType<typeof createPayments>;

export function createPayments(needs: PaymentsNeeds) {
  const byName = new Map(needs.providers.map((provider) => [provider.name, provider]));
  const names = [...byName.keys()];
  const publishableKey = byName.get('stripe')?.publishableKey;
  return {
    migrations,
    /** What the pages of this installation may load from elsewhere. */
    outside: needs.providers.find((provider) => provider.outside)?.outside,
    /** The providers that this installation has. */
    providers: new Set<ProviderName>(names) as ReadonlySet<ProviderName>,
    start: (tx: Tx, payments: readonly NewPayment[]) => store.start(tx, payments, needs.firstCheckMs ?? firstCheckMs),
    lockOf: store.lockOf,
    readOf: store.readOf,
    write: store.write,
    read: (paymentId: string) => store.readPayment(needs.sql, paymentId),
    /** Null when nobody knows whether money moved: a webhook or the sweeper tells later. */
    charge: (payment: NewPayment) => charge(needs, byName.get(payment.method.provider), payment),
    refund: (payment: Payment) => refund(needs, byName.get(payment.provider), payment),
    refundPart: (payment: Payment, part: RefundedPart) =>
      refundPart(needs, byName.get(payment.provider), payment, part),
    confirmation: (orderId: string) => confirmation(needs, byName, orderId),
    sweep: (now: number) => sweep(needs, byName, now),
    routes: (app: App) =>
      routes(app, {
        ways: { stripe: publishableKey === undefined ? null : { publishableKey } },
        providers: names,
        hearWebhook: (
          name: ProviderName,
          rawBody: Buffer,
          headers: IncomingHttpHeaders,
        ): Promise<Refusal | undefined> => hearWebhook(needs, byName.get(name)!, rawBody, headers),
      }),
  };
}

/** Some of a captured payment, under an id of its own. */
export interface RefundedPart {
  readonly refundId: string;
  readonly amountMinor: number;
}

type Provider = PaymentProvider | undefined;
type Providers = ReadonlyMap<ProviderName, PaymentProvider>;

/** Its buyer has to agree first: then nothing is known yet either. */
async function charge(needs: PaymentsNeeds, provider: Provider, payment: NewPayment): Promise<ChargeAnswer | null> {
  if (!provider) return { state: 'declined', code: 'payment_not_taken' };
  const answer = await answered(needs, () => provider.charge({ ...payment, paymentId: payment.id }));
  if (answer?.state !== 'waiting') return answer;
  await store.setReference(needs.sql, payment.id, answer.reference);
  return null;
}

async function refund(
  needs: PaymentsNeeds,
  provider: Provider,
  payment: Payment,
): Promise<RefundAnswer | RefundFailure | null> {
  const { id, refundId, amountMinor, refundedMinor } = payment;
  if (refundId === null) throw new Error(`The payment ${id} has no refund to make.`);
  return refundPart(needs, provider, payment, { refundId, amountMinor: amountMinor - refundedMinor });
}

async function refundPart(
  needs: PaymentsNeeds,
  provider: Provider,
  payment: Payment,
  part: RefundedPart,
): Promise<RefundAnswer | RefundFailure | null> {
  const { id: paymentId, currency, reference } = payment;
  const ask = { paymentId, currency, reference, ...part };
  const answer = await answered(needs, () => present(provider, payment).refund(ask));
  // Said in any case: the payment's own refund is another one than a part of it.
  return answer && { ...answer, refundId: part.refundId };
}

/** For the order's buyer only, who then agrees at the provider. Null when there is nothing to agree to. */
async function confirmation(needs: PaymentsNeeds, providers: Providers, orderId: string): Promise<Confirmation | null> {
  const able = [...providers.values()].filter((provider) => provider.secretFor).map(({ name }) => name);
  const payment = await store.readOpen(needs.sql, orderId, able);
  if (payment?.provider !== 'stripe') return null;
  const { id: paymentId, reference } = payment;
  const clientSecret = await answered(
    needs,
    async () => (await providers.get('stripe')?.secretFor?.({ paymentId, reference })) ?? null,
  );
  return clientSecret === null ? null : { paymentId, provider: 'stripe', clientSecret };
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

/** Asks the providers about payments that were left open by a time-out, a crash or a lost answer. */
async function sweep(needs: PaymentsNeeds, providers: Providers, now: number): Promise<void> {
  await Promise.all([...providers.values()].map((provider) => provider.sweep?.(now)));
  const open = await store.claimOpen(needs.sql, now, checksPerSweepMax);
  await Promise.all(
    open.map((payment) => check(needs, providers.get(payment.provider), payment, now).catch(needs.onFault)),
  );
}

async function check(needs: PaymentsNeeds, provider: Provider, payment: Payment, now: number): Promise<void> {
  if (payment.state === 'refunding') {
    const heard = await refund(needs, provider, payment);
    if (heard) await needs.settle({ payment, heard });
    return;
  }
  const able = present(provider, payment);
  const known = { paymentId: payment.id, reference: payment.reference };
  const givenUp = payment.state === 'declined';
  const callOff = (givenUp || payment.state === 'calling_off') && able.callOff !== undefined;
  const found = await answered(needs, async () => (callOff ? able.callOff?.(known) : able.find(known)));
  if (!found) return;
  if (givenUp) {
    if (found.state === 'captured') await needs.settle({ payment, heard: found });
    return;
  }
  if (found.state === 'pending' && found.reference !== undefined && payment.reference === null) {
    // The answer that named it was lost: now its buyer can agree to it.
    await store.setReference(needs.sql, payment.id, found.reference);
  }
  if (found.state === 'captured' || found.state === 'declined') await needs.settle({ payment, heard: found });
  else if (found.state === 'unknown' || now - payment.startedAt > giveUpMs) {
    await needs.settle({ payment, heard: { state: 'declined', code: 'payment_unanswered' } });
  }
}

/** Keys that were taken away leave payments behind that nobody can ask about: that is a fault, said once a check. */
function present(provider: Provider, payment: Payment): PaymentProvider {
  if (!provider)
    throw new Error(`The payment ${payment.id} is by ${payment.provider}, which has no keys here any more.`);
  return provider;
}
