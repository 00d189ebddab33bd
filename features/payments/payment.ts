import type { PaymentMethod } from './protocol.ts';

export const paymentStates = ['started', 'declined', 'captured', 'refunding', 'refunded'] as const;
export type PaymentState = (typeof paymentStates)[number];
export const paymentEvents = ['decline', 'capture', 'ask_refund', 'refund'] as const;
export type PaymentEvent = (typeof paymentEvents)[number];

/**
 * What a payment may become. An event that is absent changes nothing: it was heard before, or came after a later one.
 * A capture wins over a decline, whichever is heard first, because the money moved.
 */
export const paymentTransitions: Readonly<Record<PaymentState, Partial<Record<PaymentEvent, PaymentState>>>> = {
  started: { decline: 'declined', capture: 'captured' },
  declined: { capture: 'captured' },
  captured: { ask_refund: 'refunding' },
  refunding: { refund: 'refunded' },
  refunded: {},
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

/** One attempt to move money for an order. */
export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly provider: string;
  readonly method: PaymentMethod;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: PaymentState;
  readonly reference: string | null;
  /** Why it was declined: a refusal code. */
  readonly code: string | null;
  readonly refundId: string | null;
  readonly refundOf: 'order' | 'late_capture' | null;
  readonly startedAt: number;
}

export type NewPayment = Pick<Payment, 'id' | 'orderId' | 'shopId' | 'method' | 'amountMinor' | 'currency'>;

export type ChargeAnswer =
  | { readonly state: 'captured'; readonly reference: string }
  | { readonly state: 'declined'; readonly code: string };

export interface RefundAnswer {
  readonly state: 'refunded';
  readonly reference: string;
}

/** What became of a payment, for its order to act on. */
export interface PaymentOutcome {
  readonly payment: Pick<Payment, 'id' | 'orderId' | 'shopId'>;
  readonly heard: ChargeAnswer | RefundAnswer;
}
