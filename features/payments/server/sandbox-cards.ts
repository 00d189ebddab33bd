import type { ChargeAnswer } from '../payment.ts';
import type { sandboxCards } from '../protocol.ts';

export type SandboxCard = (typeof sandboxCards)[number];

interface Behaviour {
  /** What becomes of the charge; `pending` for ever when the sandbox loses it. */
  readonly state: 'captured' | 'declined' | 'pending';
  readonly answers: boolean;
  readonly webhook: 'none' | 'before_answer' | 'twice' | 'late';
  /** The first refund that is tried is not taken; the next ones are. */
  readonly refund?: 'fails_first';
}

/** The cards as a table. */
export const behaviours: Readonly<Record<SandboxCard, Behaviour>> = {
  ok: { state: 'captured', answers: true, webhook: 'none' },
  decline: { state: 'declined', answers: true, webhook: 'none' },
  timeout: { state: 'pending', answers: false, webhook: 'none' },
  twice: { state: 'captured', answers: true, webhook: 'twice' },
  late: { state: 'captured', answers: false, webhook: 'late' },
  webhook_first: { state: 'captured', answers: true, webhook: 'before_answer' },
  refund_fails: { state: 'captured', answers: true, webhook: 'none', refund: 'fails_first' },
};

export function answerFor(card: SandboxCard, paymentId: string): ChargeAnswer {
  if (behaviours[card].state === 'declined') return { state: 'declined', code: 'payment_declined' };
  return { state: 'captured', reference: `sandbox_${paymentId}` };
}
