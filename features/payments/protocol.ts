import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { closed } from '../../platform/kit/schema.ts';

/**
 * The sandbox's cards: each behaves as it is named, so that a person and a test can make a payment fail on purpose.
 * `twice` answers and repeats its webhook, `late` does not answer but its webhook comes after a few seconds,
 * `timeout` never answers, `webhook_first` tells by webhook before it answers.
 */
export const sandboxCards = ['ok', 'decline', 'timeout', 'twice', 'late', 'webhook_first'] as const;

export const PaymentMethod = Type.Object(
  {
    provider: Type.Literal('sandbox'),
    card: Type.Enum(sandboxCards),
  },
  closed,
);
export type PaymentMethod = Static<typeof PaymentMethod>;

/** POST /api/payments/:provider/webhook: signed by the provider, idempotent, in any order. */

export const refusals = {
  payment_declined: 402,
  payment_unanswered: 202,
  /** The order had ended before the capture was heard: the money goes back by itself. */
  payment_came_late: 409,
  webhook_signature_wrong: 401,
  payment_unknown: 404,
} as const satisfies RefusalTable;
