import type { ChargeAnswer, RefundAnswer, RefundFailure } from '../../features/payments/payment.ts';
import type { Found } from '../../features/payments/server/provider.ts';
import type { Chance } from '../../platform/beat/simulation/chance.ts';
import type { Answer, Asked } from './asked.ts';
import type { Events } from './events.ts';
import type { Locks } from './locks.ts';
import type { MemoryShop, PaymentRow, ShopTx } from './memory-shop.ts';
import type { SimClock, Work } from './sim-clock.ts';

/** What servers and provider need of the world that they are in. */
export interface SimNeeds {
  readonly chance: Chance;
  readonly clock: SimClock;
  readonly events: Events;
  readonly locks: Locks;
  readonly shop: MemoryShop;
  readonly commitMsMax: number;
  readonly batchMax: number;
  readonly calm: boolean;
  readonly sequential: boolean;
  readonly provider: {
    charge(payment: PaymentRow): Work<ChargeAnswer | null>;
    find(paymentId: string): Work<Found | null>;
    refund(payment: PaymentRow): Work<RefundAnswer | RefundFailure | null>;
  };
  fails(percent: number): boolean;
  say(line: string): void;
  newId(): string;
  commit(tx: ShopTx, by: string): void;
  wrong(text: string): void;
  ask(asked: Asked): Work<Answer | null>;
}
