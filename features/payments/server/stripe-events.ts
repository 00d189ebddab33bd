import type Stripe from 'stripe';
import { Compile } from 'typebox/schema';
import { derivedId } from '../../../platform/kit/derived-id.ts';
import { Id } from '../../../platform/kit/schema.ts';
import type { HandRefund, Heard } from '../payment.ts';
import type { RefundProblem } from '../protocol.ts';
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
    case 'payout.paid':
    case 'payout.failed': {
      const { id: payoutId, amount: amountMinor, currency } = event.data.object;
      const paid = { eventId: event.id, payoutId, amountMinor, currency: currency.toUpperCase() };
      return { kind: 'payout', ...paid, failed: event.type === 'payout.failed' };
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

/** Some or all of it went back. In which refunds the provider is asked: the charge does not carry them. */
function ofRefundedCharge(event: Stripe.Event, charge: Stripe.Charge): WebhookEvent {
  const { amount, currency, metadata, refunded } = charge;
  const reference = idOf(charge.payment_intent);
  if (reference === null) return ignored('charge_open');
  const heard: Heard = refunded
    ? { state: 'given_back', reference }
    : { state: 'part_given_back', reference, byHand: [] };
  return about(event, metadata, heard, { amount, currency });
}

/** A refund that we asked for names our payment; one that was made by hand is known by Stripe's word for the payment. */
function ofRefund(event: Stripe.Event, refund: Stripe.Refund): WebhookEvent {
  const { id, status, metadata } = refund;
  const refundId = ownIdOf(refund);
  const failed = status === 'failed' || status === 'canceled';
  if (status !== 'succeeded' && !failed) return ignored('refund_open');
  if (refundId !== null) {
    const heard: Heard = failed ? failureOf(refund, refundId) : { state: 'refunded', reference: id, refundId };
    return about(event, metadata, heard);
  }
  const reference = idOf(refund.payment_intent ?? null);
  if (reference === null) return ignored('not_ours');
  const hand = handRefundOf(refund);
  const heard: Heard = failed
    ? failureOf(refund, hand.refundId)
    : { state: 'part_given_back', reference, byHand: [hand] };
  return { kind: 'payment', eventId: event.id, paymentId: null, reference, heard };
}

/** Our id of a refund that we asked for; null for one that was made by hand. */
export function ownIdOf({ metadata }: Stripe.Refund): string | null {
  const refundId = metadata?.refundId;
  return refundId !== undefined && OurId.Check(refundId) ? refundId : null;
}

export function handRefundOf({ id, amount }: Stripe.Refund): HandRefund {
  return { refundId: derivedId('refund by hand', id), amountMinor: amount };
}

export function failureOf({ failure_reason: why }: Stripe.Refund, refundId: string) {
  return { state: 'refund_failed', refundId, code: reasons[why ?? ''] } as const;
}

/** Stripe's words for why a refund failed. */
const reasons: Readonly<Record<string, RefundProblem>> = {
  lost_or_stolen_card: 'refund_card_closed',
  expired_or_canceled_card: 'refund_card_closed',
  declined: 'refund_card_closed',
  insufficient_funds: 'refund_no_funds',
  charge_for_pending_refund_disputed: 'refund_disputed',
};

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
