import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { closed, Id } from '../../platform/kit/schema.ts';

/**
 * The sandbox's cards: each behaves as it is named, so that a person and a test can make a payment fail on purpose.
 * `twice` answers and repeats its webhook, `late` does not answer but its webhook comes after a few seconds,
 * `timeout` never answers, `webhook_first` tells by webhook before it answers, `refund_fails` pays and does not take the first
 * refund that is tried.
 */
export const sandboxCards = ['ok', 'decline', 'timeout', 'twice', 'late', 'webhook_first', 'refund_fails'] as const;

export const SandboxMethod = Type.Object(
  {
    provider: Type.Literal('sandbox'),
    card: Type.Enum(sandboxCards),
  },
  closed,
);
export type SandboxMethod = Static<typeof SandboxMethod>;

/** The card itself is said to Stripe alone, by the buyer's browser. */
export const StripeMethod = Type.Object({ provider: Type.Literal('stripe') }, closed);

export const PaymentMethod = Type.Union([SandboxMethod, StripeMethod]);
export type PaymentMethod = Static<typeof PaymentMethod>;
export type ProviderName = PaymentMethod['provider'];

/** GET /api/payments/ways: the providers of this installation; which of them a shop takes, its terms say. */
export const PaymentWays = Type.Object({
  stripe: Type.Union([Type.Object({ publishableKey: Type.String() }), Type.Null()]),
});
export type PaymentWays = Static<typeof PaymentWays>;

/** What the buyer's browser needs to agree to a payment at its provider. */
export const Confirmation = Type.Object({
  paymentId: Id,
  provider: Type.Literal('stripe'),
  clientSecret: Type.String(),
});
export type Confirmation = Static<typeof Confirmation>;

/** POST /api/payments/:provider/webhook: signed by the provider, idempotent, in any order. */

export const refusals = {
  payment_declined: 402,
  payment_unanswered: 202,
  /** The order had ended before the capture was heard: the money goes back by itself. */
  payment_came_late: 409,
  sold_out_paid: 409,
  webhook_signature_wrong: 401,
  payment_unknown: 404,
  /** The provider will not have this payment: its amount, its currency, or our account there. */
  payment_not_possible: 402,
  /** A webhook tells of another amount, currency or order than the payment's. */
  payment_mismatch: 409,
  payment_not_open: 409,
  /** The provider could not give the money back; somebody has to look. */
  refund_failed: 409,
  refund_card_closed: 409,
  refund_no_funds: 409,
  refund_disputed: 409,
  /** Less is left of the payment at the provider: some was given back there by hand. */
  refund_beyond_left: 409,
} as const satisfies RefusalTable;

/** Why a refund failed. */
export const refundProblems = [
  'refund_failed',
  'refund_card_closed',
  'refund_no_funds',
  'refund_disputed',
  'refund_beyond_left',
] as const satisfies (keyof typeof refusals)[];
export type RefundProblem = (typeof refundProblems)[number];

export function isRefundProblem(code: string | null): code is RefundProblem {
  return (refundProblems as readonly (string | null)[]).includes(code);
}
