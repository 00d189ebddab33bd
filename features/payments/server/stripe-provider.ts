import type Stripe from 'stripe';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import type { ChargeAnswer, ChargeWaiting, Fee } from '../payment.ts';
import { isStripeCurrency } from '../stripe-currency.ts';
import type { Charge, Found, Known, PaymentProvider, WebhookEvent } from './provider.ts';
import { signatureToleranceMs } from './signature.ts';
import { asking, connectStripe, type StripeKeys, StripeRefused } from './stripe-api.ts';
import { readStripeEvent } from './stripe-events.ts';
import { handRefunds, refundStripe } from './stripe-refunds.ts';

export const stripeSignatureHeader = 'stripe-signature';
export interface StripeNeeds extends StripeKeys {
  /** Keys that are wrong, or an account that may not do this: an operator must hear of it. */
  readonly onFault: (error: unknown) => void;
}

/** Cards and whatever else the account takes, agreed to in the buyer's browser with Stripe itself. */
export function createStripeProvider(needs: StripeNeeds): PaymentProvider {
  const stripe = connectStripe(needs);
  return {
    name: 'stripe',
    publishableKey: needs.publishableKey,
    outside: stripePages,
    charge: (asked) => charge(needs, stripe, asked),
    async find(known) {
      const intent = await findIntent(stripe, known);
      return intent ? stateOf(intent) : { state: 'unknown' };
    },
    callOff: (known) => callOff(stripe, known),
    async secretFor(known) {
      const intent = await findIntent(stripe, known);
      return intent && agreeable.has(intent.status) ? intent.client_secret : null;
    },
    async refund(asked) {
      const intent = await findIntent(stripe, asked);
      if (intent?.status !== 'succeeded') throw new Error(`Stripe has no captured payment ${asked.paymentId}.`);
      return refundStripe(stripe, intent, asked);
    },
    readWebhook: (rawBody, headers, now) => readWebhook(needs, stripe, rawBody, headers[stripeSignatureHeader], now),
  };
}

/** Exactly what the Payment Element needs: its script, its frames (the second is for a bank's question), its API. */
export const stripePages = {
  scripts: ['https://js.stripe.com'],
  frames: ['https://js.stripe.com', 'https://hooks.stripe.com'],
  connections: ['https://api.stripe.com'],
  payments: ['https://js.stripe.com'],
} as const;

const agreeable: ReadonlySet<string> = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action']);

async function charge(
  { onFault }: StripeNeeds,
  stripe: Stripe,
  { paymentId, orderId, amountMinor, currency }: Charge,
): Promise<ChargeAnswer | ChargeWaiting> {
  const intent = {
    amount: amountMinor,
    currency: currency.toLowerCase(),
    automatic_payment_methods: { enabled: true },
    metadata: { paymentId, orderId },
  };
  try {
    const made = await asking(paymentId, () => stripe.paymentIntents.create(intent, { idempotencyKey: paymentId }));
    return { state: 'waiting', reference: made.id };
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error;
    onFault(error);
    return { state: 'declined', code: 'payment_not_possible' };
  }
}

/** By Stripe's own id. A payment whose id was lost on the way is looked for by ours. */
async function findIntent(stripe: Stripe, { paymentId, reference }: Known): Promise<Stripe.PaymentIntent | null> {
  try {
    const id = reference ?? (await searchIntent(stripe, paymentId));
    if (id === null) return null;
    const expand = ['latest_charge.balance_transaction'];
    return await asking(paymentId, () => stripe.paymentIntents.retrieve(id, { expand }));
  } catch (error) {
    if (error instanceof StripeRefused && error.code === 'resource_missing') return null;
    throw error;
  }
}

/** Stripe's search may lag by a minute. What it does not show yet nobody can have paid: the browser had no secret for it. */
async function searchIntent(stripe: Stripe, paymentId: string): Promise<string | null> {
  const query = `metadata['paymentId']:'${paymentId}'`;
  const found = await asking(paymentId, () => stripe.paymentIntents.search({ query, limit: 1 }));
  return found.data[0]?.id ?? null;
}

function stateOf(intent: Stripe.PaymentIntent): Found {
  if (intent.status === 'succeeded') return { state: 'captured', reference: intent.id, fee: feeOf(intent) };
  if (intent.status === 'canceled') return { state: 'declined', code: 'payment_declined' };
  return { state: 'pending', reference: intent.id };
}

/** Stripe takes its fee in the currency of the account; one whose units are not ours is left to Stripe's own book. */
function feeOf({ latest_charge: charge }: Stripe.PaymentIntent): Fee | undefined {
  const moved = charge !== null && typeof charge === 'object' ? charge.balance_transaction : null;
  if (moved === null || typeof moved !== 'object') return undefined;
  const currency = moved.currency.toUpperCase();
  return isStripeCurrency(currency) ? { minor: moved.fee, currency } : undefined;
}

/** What Stripe will not cancel any more has been decided, or is about to be. */
async function callOff(stripe: Stripe, known: Known): Promise<Found> {
  const intent = await findIntent(stripe, known);
  if (!intent) return { state: 'unknown' };
  const now = stateOf(intent);
  if (now.state !== 'pending') return now;
  try {
    return stateOf(await asking(known.paymentId, () => stripe.paymentIntents.cancel(intent.id)));
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error;
    const after = await findIntent(stripe, known);
    return after ? stateOf(after) : { state: 'unknown' };
  }
}

/** Verified over the bytes as they came. What a capture cost is asked for only then: a forger makes us ask nothing. */
async function readWebhook(
  needs: StripeNeeds,
  stripe: Stripe,
  rawBody: Buffer,
  header: unknown,
  now: number,
): ReturnType<PaymentProvider['readWebhook']> {
  const event = verified(needs, stripe, rawBody, header, now);
  if (isRefusal(event)) return event;
  const read = readStripeEvent(event);
  if (read.kind !== 'payment') return read;
  if (read.heard.state === 'captured') return withFee(stripe, read, read.heard);
  return event.type === 'charge.refunded' ? withRefunds(stripe, read) : read;
}

/**
 * In which parts it went back is asked for, so that each is in the book once, however it is heard. Without an answer the event
 * fails and comes again; that all of it went back is known without.
 */
async function withRefunds(stripe: Stripe, read: WebhookEvent & { readonly kind: 'payment' }): Promise<WebhookEvent> {
  const { heard } = read;
  if (heard.state !== 'given_back' && heard.state !== 'part_given_back') return read;
  const asked = handRefunds(stripe, read.paymentId ?? '', heard.reference);
  if (heard.state === 'given_back') return { ...read, heard: { ...heard, byHand: await asked.catch(() => []) } };
  const byHand = await asked;
  return byHand.length > 0 ? { ...read, heard: { ...heard, byHand } } : { kind: 'ignored', why: 'refund_ours' };
}

function verified(needs: StripeNeeds, stripe: Stripe, rawBody: Buffer, header: unknown, now: number) {
  if (typeof header !== 'string') return refuse('webhook_signature_wrong');
  try {
    const toleranceSeconds = signatureToleranceMs / 1_000;
    return stripe.webhooks.constructEvent(rawBody, header, needs.webhookSecret, toleranceSeconds, undefined, now);
  } catch {
    return refuse('webhook_signature_wrong');
  }
}

/** The event does not carry the fee. Without an answer it is told by a later event, when Stripe has reckoned it. */
async function withFee(
  stripe: Stripe,
  read: WebhookEvent & { readonly kind: 'payment' },
  heard: ChargeAnswer & { readonly state: 'captured' },
): Promise<WebhookEvent> {
  const known = { paymentId: read.paymentId ?? '', reference: heard.reference };
  const intent = await findIntent(stripe, known).catch(() => null);
  return intent ? { ...read, heard: { ...heard, fee: feeOf(intent) } } : read;
}
