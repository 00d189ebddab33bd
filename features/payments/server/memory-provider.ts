import { refuse } from '../../../platform/kit/refusal.ts';
import type { ChargeAnswer } from '../payment.ts';
import type { SandboxMethod } from '../protocol.ts';
import { type Charge, type Known, type PaymentProvider, PaymentUnanswered } from './provider.ts';
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
    name: 'sandbox' as const,
    charges,
    refunds,
    beforeAnswer: async (_paymentId: string) => {},
    beforeRefund: async (_paymentId: string) => {},
    async charge(asked: Charge): Promise<ChargeAnswer> {
      const first = charges.get(asked.paymentId) ?? asked;
      charges.set(asked.paymentId, first);
      await provider.beforeAnswer(asked.paymentId);
      if (!behaviours[cardOf(first)].answers) throw new PaymentUnanswered(asked.paymentId);
      return answerFor(cardOf(first), asked.paymentId);
    },
    async find({ paymentId }: Known): Promise<ChargeAnswer | { state: 'pending' | 'unknown' }> {
      const charge = charges.get(paymentId);
      if (!charge) return { state: 'unknown' };
      if (behaviours[cardOf(charge)].state === 'pending') return { state: 'pending' };
      return answerFor(cardOf(charge), paymentId);
    },
    async refund({ paymentId, refundId }: { paymentId: string; refundId: string }) {
      await provider.beforeRefund(paymentId);
      const charge = charges.get(paymentId);
      if (!charge || behaviours[cardOf(charge)].state !== 'captured') {
        throw new Error(`The sandbox has no captured payment ${paymentId}.`);
      }
      const first = refunds.get(paymentId) ?? refundId;
      refunds.set(paymentId, first);
      return { state: 'refunded' as const, reference: `sandbox_${first}` };
    },
    async readWebhook(rawBody: Buffer, headers: Record<string, unknown>, now: number) {
      if (!isSigned(needs.secret, rawBody, headers[signatureHeader], now)) return refuse('webhook_signature_wrong');
      return readEvent(rawBody);
    },
  };
  return provider;
}

function cardOf({ method }: Charge): SandboxMethod['card'] {
  return (method as SandboxMethod).card;
}
