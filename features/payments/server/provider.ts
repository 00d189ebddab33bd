import type { IncomingHttpHeaders } from 'node:http';
import type { OutsideSources } from '../../../platform/http/security-headers.ts';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { ChargeAnswer, ChargeWaiting, Heard, RefundAnswer, RefundFailure } from '../payment.ts';
import type { PaymentMethod, ProviderName } from '../protocol.ts';

/** The power of a payment provider. Each call is idempotent by its id: asking again gives the first answer. */
export interface PaymentProvider {
  readonly name: ProviderName;
  /** For the buyer's browser, which then speaks with the provider itself. */
  readonly publishableKey?: string;
  /** Where that browser then loads from and speaks to. */
  readonly outside?: OutsideSources;
  /** Throws PaymentUnanswered when nobody answers in time: then nobody knows whether money moved. */
  charge(charge: Charge): Promise<ChargeAnswer | ChargeWaiting>;
  /** What became of a charge; `unknown` when the provider never heard of it, `pending` while it has not decided. */
  find(payment: Known): Promise<Found>;
  /** Makes sure that an open charge is never captured, or tells that it was. Absent where charges end by themselves. */
  callOff?(payment: Known): Promise<Found>;
  /** What the buyer's browser needs to agree; null when there is nothing left to agree to. */
  secretFor?(payment: Known): Promise<string | null>;
  /** Throws PaymentUnanswered when nobody answers in time. */
  refund(refund: RefundAsk): Promise<RefundAnswer | RefundFailure>;
  /** Reads what the provider posted: the bytes as they came, because the signature is over them. */
  readWebhook(rawBody: Buffer, headers: IncomingHttpHeaders, now: number): Promise<WebhookEvent | Refusal>;
  /** Something to do each second, such as sending what is due; absent when there is nothing. */
  sweep?(now: number): Promise<void>;
}

export interface Charge {
  readonly paymentId: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly method: PaymentMethod;
}

/** A payment by our id, and by the provider's once that is known. */
export interface Known {
  readonly paymentId: string;
  readonly reference: string | null;
}

export type Found =
  | ChargeAnswer
  /** With the provider's word for it, which may have been lost on the way. */
  | { readonly state: 'pending'; readonly reference?: string }
  | { readonly state: 'unknown' };

export interface RefundAsk extends Known {
  readonly refundId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

export type WebhookEvent = PaymentEvent | PayoutEvent | IgnoredEvent;

export interface PaymentEvent {
  readonly kind: 'payment';
  readonly eventId: string;
  /** Null where only the provider's word for the payment is known. */
  readonly paymentId: string | null;
  readonly reference?: string;
  /** What the event says that it is about; all of it must be so. */
  readonly claims?: { readonly orderId: string; readonly amountMinor: number; readonly currency: string };
  readonly heard: Heard;
}

/** The provider paid what it owed, or the bank gave back what it had paid. */
export interface PayoutEvent {
  readonly kind: 'payout';
  readonly eventId: string;
  readonly payoutId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly failed: boolean;
}

/** Nothing of ours: answered, so that it is not sent again. `why` is for the log. */
export interface IgnoredEvent {
  readonly kind: 'ignored';
  readonly why: string;
}

export class PaymentUnanswered extends Error {
  constructor(paymentId: string) {
    super(`The provider did not answer about payment ${paymentId}.`);
    this.name = 'PaymentUnanswered';
  }
}
