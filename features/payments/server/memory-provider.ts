import { refuse } from '../../../platform/kit/refusal.ts';
import type { ChargeAnswer } from '../payment.ts';
import type { SandboxMethod } from '../protocol.ts';
import { type Charge, type Known, type PaymentProvider, PaymentUnanswered, type RefundAsk } from './provider.ts';
import { answerFor, behaviours } from './sandbox-cards.ts';
import { readEvent } from './sandbox-event.ts';
import { isSigned, signatureHeader } from './signature.ts';

/** The twin of the sandbox for tests: the same cards, no database, no network, and switches to fail on demand. */
export function createMemoryProvider(needs: { secret: string }): PaymentProvider & {
  readonly charges: ReadonlyMap<string, Charge>;
  /** By payment, the refund that gave back the last of it. */
  readonly refunds: ReadonlyMap<string, string>;
  /** By refund, what went back. */
  readonly parts: ReadonlyMap<string, Pick<RefundAsk, 'paymentId' | 'amountMinor'>>;
  /** Waited for before a charge is answered: lets a test do something in between. */
  beforeAnswer: (paymentId: string) => Promise<void>;
  beforeRefund: (paymentId: string) => Promise<void>;
} {
  const charges = new Map<string, Charge>();
  const refunds = new Map<string, string>();
  const parts = new Map<string, Pick<RefundAsk, 'paymentId' | 'amountMinor'>>();
  const fails = createFailing();
  const provider = {
    name: 'sandbox' as const,
    charges,
    refunds,
    parts,
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
    async refund({ paymentId, refundId, amountMinor }: RefundAsk) {
      await provider.beforeRefund(paymentId);
      const charge = charges.get(paymentId);
      if (!charge || behaviours[cardOf(charge)].state !== 'captured') {
        throw new Error(`The sandbox has no captured payment ${paymentId}.`);
      }
      if (fails(charge, refundId)) return { state: 'refund_failed', refundId, code: 'refund_card_closed' } as const;
      const first = parts.has(refundId) ? refundId : (refunds.get(paymentId) ?? refundId);
      if (!parts.has(first)) {
        const ofPayment = [...parts.values()].filter((part) => part.paymentId === paymentId);
        const sum = ofPayment.reduce((total, part) => total + part.amountMinor, amountMinor);
        if (sum > charge.amountMinor) throw new Error(`Less than ${amountMinor} is left of payment ${paymentId}.`);
        parts.set(first, { paymentId, amountMinor });
        if (sum === charge.amountMinor) refunds.set(paymentId, first);
      }
      return { state: 'refunded' as const, reference: `sandbox_${first}` };
    },
    async readWebhook(rawBody: Buffer, headers: Record<string, unknown>, now: number) {
      if (!isSigned(needs.secret, rawBody, headers[signatureHeader], now)) return refuse('webhook_signature_wrong');
      return readEvent(rawBody);
    },
  };
  return provider;
}

/** The first refund of a card whose refund fails, each time that it is asked for. */
function createFailing(): (charge: Charge, refundId: string) => boolean {
  const failed = new Map<string, string>();
  return (charge, refundId) => {
    if (behaviours[cardOf(charge)].refund !== 'fails_first') return false;
    const first = failed.get(charge.paymentId) ?? refundId;
    failed.set(charge.paymentId, first);
    return first === refundId;
  };
}

function cardOf({ method }: Charge): SandboxMethod['card'] {
  return (method as SandboxMethod).card;
}
