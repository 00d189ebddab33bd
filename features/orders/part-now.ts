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
  readonly byId: string;
  readonly state: PartState;
  readonly askedAt: number;
  /** When the money went; kept when the provider said later that it did not arrive. */
  readonly madeAt: number | null;
}
