import type { BookEntry, BookPayment } from '../../features/ledger/books.ts';
import type { OrderLine, OrderState } from '../../features/orders/protocol.ts';
import type { Totals } from '../../features/orders/totals.ts';

/** What a shop knows of units, money and offers at one moment, wherever it is kept: what must hold is said of this. */
export interface Books {
  readonly skus: ReadonlyMap<string, SkuUnits>;
  readonly orders: ReadonlyMap<string, BookedOrder>;
  readonly holds: readonly HeldUnits[];
  readonly deals: readonly DealCount[];
  readonly takings: readonly Taken[];
  readonly coupons: readonly CouponCount[];
  readonly claims: readonly ClaimState[];
  /** By product. */
  readonly limits: ReadonlyMap<string, number>;
  paymentsOf(orderId: string): readonly BookPayment[];
  entriesOf(orderId: string): readonly BookEntry[];
  /** How often the buyer was told so of the order. */
  toldOf(orderId: string, kind: string): number;
}

export interface SkuUnits {
  readonly skuId: string;
  readonly onHand: number;
  readonly held: number;
  readonly sold: number;
  /** The sum of the journal. */
  readonly noted: number;
}

export interface BookedOrder extends Totals {
  readonly id: string;
  readonly shopId: string;
  readonly accountId: string;
  readonly state: OrderState;
  readonly currency: string;
  readonly discountMinor: number;
  readonly holdUntil: number | null;
  readonly lines: readonly OrderLine[];
}

export interface HeldUnits {
  readonly orderId: string;
  readonly skuId: string;
  readonly quantity: number;
}

export interface DealCount {
  readonly id: string;
  readonly units: number;
  readonly perBuyer: number;
  readonly taken: number;
}

export interface Taken {
  readonly dealId: string;
  readonly orderId: string;
  readonly accountId: string;
  readonly units: number;
}

export interface CouponCount {
  readonly id: string;
  readonly quota: number;
  readonly perPerson: number;
  readonly claimed: number;
}

export interface ClaimState {
  readonly id: string;
  readonly couponId: string;
  readonly accountId: string;
  readonly orderId: string | null;
  readonly offMinor: number | null;
}
