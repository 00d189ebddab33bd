import type Stripe from 'stripe';
import { Compile } from 'typebox/schema';
import { Id } from '../../../platform/kit/schema.ts';
import type { Heard } from '../payment.ts';
import type { IgnoredEvent, WebhookEvent } from './provider.ts';

/** What a verified event of Stripe means to us. Everything else is answered and ignored: `why` is for the log. */
export function readStripeEvent(event: Stripe.Event): WebhookEvent {
  switch (event.type) {
    case 'payment_intent.succeeded': {
      const { id, amount_received: amount, currency, metadata } = event.data.object;
      return about(event, metadata, { state: 'captured', reference: id }, { amount, currency });
    }
    case 'payment_intent.payment_failed':
      return about(event, event.data.object.metadata, { state: 'attempt_failed', code: 'payment_declined' });
    case 'payment_intent.canceled':
      return about(event, event.data.object.metadata, { state: 'declined', code: 'payment_declined' });
    case 'charge.updated':
      return ofCharge(event, event.data.object);
    case 'charge.refunded':
      return ofRefundedCharge(event, event.data.object);
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return ofRefund(event, event.data.object);
    case 'payout.paid': {
      const { id: payoutId, amount: amountMinor, currency } = event.data.object;
      return { kind: 'payout', eventId: event.id, payoutId, amountMinor, currency: currency.toUpperCase() };
    }
    default:
      return ignored('type_unused');
  }
}

/** Stripe tells the fee of a charge when it has reckoned it, which may be after the payment succeeded. */
function ofCharge(event: Stripe.Event, charge: Stripe.Charge): WebhookEvent {
  const { amount_captured: amount, currency, metadata } = charge;
  const reference = idOf(charge.payment_intent);
  if (charge.status !== 'succeeded' || !charge.captured || reference === null) return ignored('charge_open');
  return about(event, metadata, { state: 'captured', reference }, { amount, currency });
}

/** All of it went back. Of a part that was given back by hand we know nothing; our own are told by their refunds. */
function ofRefundedCharge(event: Stripe.Event, charge: Stripe.Charge): WebhookEvent {
  const { amount, currency, metadata, refunded } = charge;
  const reference = idOf(charge.payment_intent);
  if (!refunded || reference === null) return ignored('refund_partial');
  return about(event, metadata, { state: 'given_back', reference }, { amount, currency });
}

/** A refund that we asked for; one that was made by hand is told by its charge. */
function ofRefund(event: Stripe.Event, { id, status, metadata }: Stripe.Refund): WebhookEvent {
  const refundId = metadata?.refundId;
  if (refundId === undefined || !OurId.Check(refundId)) return ignored('not_ours');
  if (status === 'succeeded') return about(event, metadata, { state: 'refunded', reference: id, refundId });
  if (status === 'failed' || status === 'canceled') return about(event, metadata, { state: 'refund_failed', refundId });
  return ignored('refund_open');
}

const OurId = Compile(Id);

/** The account may serve other programs too: what does not name a payment of ours is theirs. */
function about(
  event: Stripe.Event,
  metadata: Stripe.Metadata | null,
  heard: Heard,
  money?: { readonly amount: number; readonly currency: string },
): WebhookEvent {
  const { paymentId, orderId } = metadata ?? {};
  if (paymentId === undefined || orderId === undefined || !OurId.Check(paymentId)) return ignored('not_ours');
  const claims = money && { orderId, amountMinor: money.amount, currency: money.currency.toUpperCase() };
  return { kind: 'payment', eventId: event.id, paymentId, heard, ...(claims ? { claims } : {}) };
}

function ignored(why: string): IgnoredEvent {
  return { kind: 'ignored', why };
}

function idOf(of: string | { readonly id: string } | null): string | null {
  return of !== null && typeof of === 'object' ? of.id : of;
}
