import type { PaymentMethod, ProviderName, RefundProblem } from './protocol.ts';

export const paymentStates = [
  'started',
  'calling_off',
  'declined',
  'captured',
  'refunding',
  'refunded',
  'refund_failed',
] as const;
export type PaymentState = (typeof paymentStates)[number];
export const paymentEvents = ['decline', 'capture', 'call_off', 'ask_refund', 'refund', 'refund_fail'] as const;
export type PaymentEvent = (typeof paymentEvents)[number];

/**
 * What a payment may become. An event that is absent changes nothing: it was heard before, or came after a later one.
 * A capture wins over a decline, whichever is heard first, because the money moved. What is being called off is open still:
 * the provider may have captured it a moment before.
 */
export const paymentTransitions: Readonly<Record<PaymentState, Partial<Record<PaymentEvent, PaymentState>>>> = {
  started: { decline: 'declined', capture: 'captured', call_off: 'calling_off' },
  calling_off: { decline: 'declined', capture: 'captured' },
  declined: { capture: 'captured' },
  captured: { ask_refund: 'refunding' },
  refunding: { refund: 'refunded', refund_fail: 'refund_failed' },
  refunded: { refund_fail: 'refund_failed' },
  refund_failed: { ask_refund: 'refunding' },
};

/** Null when the event changes nothing. */
export function nextPaymentState(state: PaymentState, event: PaymentEvent): PaymentState | null {
  return paymentTransitions[state][event] ?? null;
}

/** Waits before asking the provider again about a payment without an answer: longer each time. */
export const recheckFirstMs = 5_000;
export const recheckMaxMs = 3_600_000;

export function recheckAfterMs(checks: number): number {
  return Math.min(recheckMaxMs, recheckFirstMs * 2 ** Math.min(checks, 20));
}

/**
 * Looks at a payment that was given up as unanswered, from 5 s on and each after twice the time: for ten minutes. Its charge may
 * have been on the way when the server that sent it died; no provider keeps a request for longer.
 */
export const unansweredChecksMax = 8;

/** One attempt to move money for an order. */
export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly provider: ProviderName;
  readonly method: PaymentMethod;
  readonly amountMinor: number;
  /** What went back of it in parts, before a refund of the rest. */
  readonly refundedMinor: number;
  readonly currency: string;
  readonly state: PaymentState;
  /** What the provider calls it, once it has said so. */
  readonly reference: string | null;
  /** Why it was declined: a refusal code. */
  readonly code: string | null;
  readonly refundId: string | null;
  readonly refundOf: 'order' | 'late_capture' | null;
  /** What the provider keeps for itself, once it has said so. */
  readonly fee: Fee | null;
  readonly startedAt: number;
}

export type NewPayment = Pick<Payment, 'id' | 'orderId' | 'shopId' | 'method' | 'amountMinor' | 'currency'>;

/** In the currency in which the provider pays out, which may be another than the buyer's. */
export interface Fee {
  readonly minor: number;
  readonly currency: string;
}

export type ChargeAnswer =
  | { readonly state: 'captured'; readonly reference: string; readonly fee?: Fee | undefined }
  | { readonly state: 'declined'; readonly code: string };

/** The buyer has to agree at the provider first; a webhook tells what comes of it. */
export interface ChargeWaiting {
  readonly state: 'waiting';
  readonly reference: string;
}

export interface RefundAnswer {
  readonly state: 'refunded';
  readonly reference: string;
  /** Absent: the one that was asked for last. */
  readonly refundId?: string | undefined;
}

export interface RefundFailure {
  readonly state: 'refund_failed';
  readonly refundId: string;
  /** Why, as a refusal code, where the provider says so. */
  readonly code?: RefundProblem | undefined;
  /** What was given back by hand, where that is why. */
  readonly byHand?: readonly HandRefund[] | undefined;
}

/** Given back at the provider by somebody there. Our id follows from the provider's, so that it is heard once. */
export interface HandRefund {
  readonly refundId: string;
  readonly amountMinor: number;
}

/** What else a provider may tell of a payment. */
export type PaymentNews =
  /** One try failed, and the buyer may make another on the same payment. */
  | { readonly state: 'attempt_failed'; readonly code: string }
  | RefundFailure
  /** All of it went back, whoever asked for that: also by hand at the provider. `byHand`: where it is known in which parts. */
  | { readonly state: 'given_back'; readonly reference: string; readonly byHand?: readonly HandRefund[] | undefined }
  /** Some of it went back by hand. */
  | { readonly state: 'part_given_back'; readonly reference: string; readonly byHand: readonly HandRefund[] };

export type Heard = ChargeAnswer | RefundAnswer | PaymentNews;

/** What became of a payment, for its order to act on. */
export interface PaymentOutcome {
  readonly payment: Pick<Payment, 'id' | 'orderId' | 'shopId'>;
  readonly heard: Heard;
}
