import { refuse } from '../../../platform/kit/refusal.ts';
import type { ChargeAnswer } from '../payment.ts';
import { type Charge, type PaymentProvider, PaymentUnanswered } from './provider.ts';
import { answerFor, behaviours } from './sandbox-cards.ts';
import { readEvent } from './sandbox-event.ts';
import { isSigned, signatureHeader } from './signature.ts';

/** The twin of the sandbox for tests: the same cards, no database, no network, and switches to fail on demand. */
export function createMemoryProvider(needs: { secret: string }): PaymentProvider & {
  readonly charges: ReadonlyMap<string, Charge>;
  readonly refunds: ReadonlyMap<string, string>;
  /** Waited for before a charge is answered: lets a test do something in between. */
  beforeAnswer: (paymentId: string) => Promise<void>;
  beforeRefund: (paymentId: string) => Promise<void>;
} {
  const charges = new Map<string, Charge>();
  const refunds = new Map<string, string>();
  const provider = {
    name: 'sandbox',
    charges,
    refunds,
    beforeAnswer: async (_paymentId: string) => {},
    beforeRefund: async (_paymentId: string) => {},
    async charge(asked: Charge): Promise<ChargeAnswer> {
      const first = charges.get(asked.paymentId) ?? asked;
      charges.set(asked.paymentId, first);
      await provider.beforeAnswer(asked.paymentId);
      if (!behaviours[first.method.card].answers) throw new PaymentUnanswered(asked.paymentId);
      return answerFor(first.method.card, asked.paymentId);
    },
    async find(paymentId: string): Promise<ChargeAnswer | { state: 'pending' | 'unknown' }> {
      const charge = charges.get(paymentId);
      if (!charge) return { state: 'unknown' };
      if (behaviours[charge.method.card].state === 'pending') return { state: 'pending' };
      return answerFor(charge.method.card, paymentId);
    },
    async refund({ paymentId, refundId }: { paymentId: string; refundId: string }) {
      await provider.beforeRefund(paymentId);
      const charge = charges.get(paymentId);
      if (!charge || behaviours[charge.method.card].state !== 'captured') {
        throw new Error(`The sandbox has no captured payment ${paymentId}.`);
      }
      const first = refunds.get(paymentId) ?? refundId;
      refunds.set(paymentId, first);
      return { state: 'refunded' as const, reference: `sandbox_${first}` };
    },
    readWebhook(rawBody: string, headers: Record<string, unknown>, now: number) {
      if (!isSigned(needs.secret, rawBody, headers[signatureHeader], now)) return refuse('webhook_signature_wrong');
      return readEvent(rawBody);
    },
  };
  return provider;
}
