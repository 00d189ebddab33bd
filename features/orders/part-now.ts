import type { PartWanted } from './part-refund.ts';

export type PartState = 'asked' | 'made' | 'failed';

/** A refund of a part of an order. */
export interface PartNow extends PartWanted {
  readonly id: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly taxMinor: number;
  /** Whether its units are on sale again. */
  readonly restock: boolean;
  readonly reason: string;
  /** Who asked for it; null for what was given back by hand at the provider. */
  readonly byId: string | null;
  /** The refund that failed and is tried anew by this one. */
  readonly againOf?: string | null;
  /** Why it failed, as a refusal code. */
  readonly problem?: string | null;
  readonly state: PartState;
  readonly askedAt: number;
  /** When the money went; kept when the provider said later that it did not arrive. */
  readonly madeAt: number | null;
}
