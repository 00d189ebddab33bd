import type Stripe from 'stripe';
import type { HandRefund, RefundAnswer, RefundFailure } from '../payment.ts';
import type { RefundProblem } from '../protocol.ts';
import { PaymentUnanswered, type RefundAsk } from './provider.ts';
import { asking, StripeRefused } from './stripe-api.ts';
import { failureOf, handRefundOf, ownIdOf } from './stripe-events.ts';

/** Refunds of one payment are few: parts, and one more for each that failed. */
export const refundsReadMax = 100;

/**
 * Looks for the refund before it makes one: the answer to a repeat with the same key would be as old as the first. The amount is
 * in the key, for less may be asked for once some was given back by hand. [P20]
 */
export async function refundStripe(
  stripe: Stripe,
  intent: Stripe.PaymentIntent,
  asked: RefundAsk,
): Promise<RefundAnswer | RefundFailure> {
  const { paymentId, refundId, amountMinor } = asked;
  const before = await listRefunds(stripe, paymentId, intent.id);
  const known = before.find((refund) => ownIdOf(refund) === refundId);
  if (known) return refundState(known, asked);
  try {
    const metadata = { paymentId, refundId, orderId: intent.metadata.orderId ?? '' };
    const made = await asking(paymentId, () =>
      stripe.refunds.create(
        { payment_intent: intent.id, amount: amountMinor, metadata },
        { idempotencyKey: `${refundId} ${amountMinor}` },
      ),
    );
    return refundState(made, asked);
  } catch (error) {
    if (!(error instanceof StripeRefused)) throw error;
    return refusedRefund(stripe, intent, asked, error);
  }
}

/** What went back by hand at Stripe, each with an id of ours. */
export async function handRefunds(stripe: Stripe, paymentId: string, intentId: string): Promise<HandRefund[]> {
  const refunds = await listRefunds(stripe, paymentId, intentId);
  return refunds.filter((one) => one.status === 'succeeded' && ownIdOf(one) === null).map(handRefundOf);
}

async function listRefunds(stripe: Stripe, paymentId: string, intentId: string): Promise<Stripe.Refund[]> {
  const list = await asking(paymentId, () => stripe.refunds.list({ payment_intent: intentId, limit: refundsReadMax }));
  return list.data;
}

/**
 * Stripe has no one code for "less is left": `charge_already_refunded` when nothing is, `amount_too_large` or only a sentence
 * about `amount` otherwise. So its own list of refunds is asked, and says what is left and what went back by hand. [P21]
 */
async function refusedRefund(
  stripe: Stripe,
  intent: Stripe.PaymentIntent,
  asked: RefundAsk,
  refused: StripeRefused,
): Promise<RefundFailure> {
  const { paymentId, refundId, amountMinor } = asked;
  const known = problems[refused.code];
  if (known) return { state: 'refund_failed', refundId, code: known };
  const refunds = await listRefunds(stripe, paymentId, intent.id);
  const gone = refunds
    .filter(({ status }) => status === 'succeeded' || status === 'pending')
    .reduce((sum, { amount }) => sum + amount, 0);
  if (intent.amount_received - gone >= amountMinor) throw refused;
  const byHand = refunds.filter((one) => one.status === 'succeeded' && ownIdOf(one) === null).map(handRefundOf);
  return { state: 'refund_failed', refundId, code: 'refund_beyond_left', byHand };
}

const problems: Readonly<Record<string, RefundProblem>> = {
  charge_disputed: 'refund_disputed',
  balance_insufficient: 'refund_no_funds',
  insufficient_funds: 'refund_no_funds',
};

function refundState(refund: Stripe.Refund, { paymentId, refundId }: RefundAsk): RefundAnswer | RefundFailure {
  const { id, status } = refund;
  if (status === 'succeeded') return { state: 'refunded', reference: id, refundId };
  if (status === 'failed' || status === 'canceled') return failureOf(refund, refundId);
  throw new PaymentUnanswered(paymentId);
}
