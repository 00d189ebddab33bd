import type { IncomingHttpHeaders } from 'node:http';
import type { Refusal } from '../../../platform/kit/refusal.ts';
import type { ChargeAnswer, RefundAnswer } from '../payment.ts';
import type { PaymentMethod } from '../protocol.ts';

/** The power of a payment provider. Each call is idempotent by its id: asking again gives the first answer. */
export interface PaymentProvider {
  readonly name: string;
  /** Throws PaymentUnanswered when nobody answers in time: then nobody knows whether money moved. */
  charge(charge: Charge): Promise<ChargeAnswer>;
  /** What became of a charge; `unknown` when the provider never heard of it, `pending` while it has not decided. */
  find(paymentId: string): Promise<ChargeAnswer | { readonly state: 'pending' | 'unknown' }>;
  /** Throws PaymentUnanswered when nobody answers in time. */
  refund(refund: RefundAsk): Promise<RefundAnswer>;
  /** Reads what the provider posted: the bytes as they came, because the signature is over them. */
  readWebhook(rawBody: string, headers: IncomingHttpHeaders, now: number): WebhookEvent | Refusal;
  /** Something to do each second, such as sending what is due; absent when there is nothing. */
  sweep?(now: number): Promise<void>;
}

export interface Charge {
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly method: PaymentMethod;
}

export interface RefundAsk {
  readonly paymentId: string;
  readonly refundId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

export interface WebhookEvent {
  readonly eventId: string;
  readonly paymentId: string;
  readonly answer: ChargeAnswer;
}

export class PaymentUnanswered extends Error {
  constructor(paymentId: string) {
    super(`The provider did not answer about payment ${paymentId}.`);
    this.name = 'PaymentUnanswered';
  }
}
