import type { CouponTerms } from '../../features/coupons/coupons.ts';
import type { DealTerms } from '../../features/deals/deals.ts';
import type { Entry } from '../../features/ledger/ledger.ts';
import type { Address, Checkout, OrderLine } from '../../features/orders/protocol.ts';
import type { SkuForSale } from '../../features/orders/purchase.ts';
import type { Payment } from '../../features/payments/payment.ts';
import type { ShopTerms } from '../../features/shops/terms.ts';
import type { BookedOrder, Books, ClaimState, HeldUnits, SkuUnits, Taken } from './books.ts';

/** A row of each table, as the server keeps them. */
export interface SkuRow extends SkuForSale, SkuUnits {}
export interface OrderRow extends BookedOrder {
  readonly roomId: string | null;
  readonly paidAt: number | null;
  readonly paymentProblem: string | null;
  readonly sum: string;
  readonly address: Address;
  readonly lines: readonly OrderLine[];
}
export interface PaymentRow extends Payment {
  readonly checkAt: number;
  readonly checks: number;
}
export interface CommandRow {
  readonly actor: string;
  readonly act: string;
  readonly sum: string;
  readonly answer: unknown;
}
export type DealRow = DealTerms & { readonly countdownSeconds: number; readonly runSeconds: number };
export type CouponRow = CouponTerms & { readonly claimed: number };
export type ClaimRow = ClaimState & { readonly offMinor: number | null };

export const shopId = 'shop';

/** The tables of a shop as maps. A transaction reads them under its locks, and all that it writes is there at its commit. */
export class MemoryShop implements Books {
  readonly roomId: string;
  readonly buyers: ReadonlySet<string>;
  readonly heldMax: number;
  readonly holdMs: number;
  terms: ShopTerms;
  roomLive = true;
  readonly skus = new Map<string, SkuRow>();
  readonly orders = new Map<string, OrderRow>();
  readonly payments = new Map<string, PaymentRow>();
  readonly commands = new Map<string, CommandRow>();
  readonly checkouts = new Map<string, Pick<Checkout, 'address' | 'method'>>();
  readonly events = new Set<string>();
  readonly limits = new Map<string, number>();
  holds: readonly HeldUnits[] = [];
  deals: readonly DealRow[] = [];
  takings: readonly Taken[] = [];
  coupons: readonly CouponRow[] = [];
  claims: readonly ClaimRow[] = [];
  readonly #entries = new Map<string, Entry[]>();
  readonly #entryIds = new Set<string>();
  readonly #ofOrder = new Map<string, Set<string>>();
  readonly #told = new Map<string, number>();

  constructor(needs: Pick<MemoryShop, 'roomId' | 'buyers' | 'heldMax' | 'holdMs' | 'terms'>) {
    this.roomId = needs.roomId;
    this.buyers = needs.buyers;
    this.heldMax = needs.heldMax;
    this.holdMs = needs.holdMs;
    this.terms = needs.terms;
  }

  paymentsOf(orderId: string): PaymentRow[] {
    return [...(this.#ofOrder.get(orderId) ?? [])].map((id) => this.payments.get(id)!);
  }

  entriesOf(orderId: string): readonly Entry[] {
    return this.#entries.get(orderId) ?? [];
  }

  toldOf(orderId: string, kind: string): number {
    return this.#told.get(`${orderId} ${kind}`) ?? 0;
  }

  putPayment(payment: PaymentRow): void {
    this.payments.set(payment.id, payment);
    const ofOrder = this.#ofOrder.get(payment.orderId) ?? new Set();
    this.#ofOrder.set(payment.orderId, ofOrder.add(payment.id));
  }

  changeSku(skuId: string, change: (sku: SkuRow) => Partial<SkuRow>): void {
    const sku = this.skus.get(skuId)!;
    this.skus.set(skuId, { ...sku, ...change(sku) });
  }

  changeDeal(id: string, change: (deal: DealRow) => Partial<DealRow>): void {
    this.deals = this.deals.map((deal) => (deal.id === id ? { ...deal, ...change(deal) } : deal));
  }

  changeCoupon(id: string, change: (coupon: CouponRow) => Partial<CouponRow>): void {
    this.coupons = this.coupons.map((coupon) => (coupon.id === id ? { ...coupon, ...change(coupon) } : coupon));
  }

  /** A book takes an entry once. */
  post(entry: Entry): void {
    if (this.#entryIds.has(entry.id)) throw new Error(`The entry ${entry.id} is in the book already.`);
    this.#entryIds.add(entry.id);
    const ofOrder = this.#entries.get(entry.orderId!);
    if (ofOrder) ofOrder.push(entry);
    else this.#entries.set(entry.orderId!, [entry]);
  }

  tell(orderId: string, kind: string): void {
    const key = `${orderId} ${kind}`;
    this.#told.set(key, (this.#told.get(key) ?? 0) + 1);
  }
}

/** What a transaction knows and collects. */
export class ShopTx {
  readonly now: number;
  /** The orders that it changes. */
  readonly touched = new Set<string>();
  /** What was decided wrongly. */
  readonly wrongs: string[] = [];
  readonly #writes: (() => void)[] = [];

  constructor(now: number) {
    this.now = now;
  }

  write(work: () => void): void {
    this.#writes.push(work);
  }

  commit(): void {
    for (const work of this.#writes) work();
  }
}
