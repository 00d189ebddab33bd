import type { Fact } from '../../platform/kit/fact.ts';
import { personStream, roomStream, staffStream } from '../../platform/kit/fact.ts';
import type { Refusal } from '../../platform/kit/refusal.ts';
import { type Entry, providerFee } from '../ledger/ledger.ts';
import { type Fee, nextPaymentState, type PaymentEvent, type PaymentState } from '../payments/payment.ts';
import { nextOrderState, type OrderEvent, stateAt } from './order.ts';
import type { PartNow } from './part-now.ts';
import { unitsOf } from './part-refund.ts';
import { fact, type OrderState } from './protocol.ts';
import { openUnits } from './stock-policy.ts';
import type { Totals } from './totals.ts';

export interface OrderNow extends Totals {
  readonly discountMinor: number;
  /** What went back in parts. */
  readonly refundedMinor?: number;
  readonly id: string;
  readonly shopId: string;
  readonly roomId: string | null;
  readonly accountId: string;
  readonly state: OrderState;
  readonly currency: string;
  readonly holdUntil: number | null;
  readonly paidAt: number | null;
  readonly paymentProblem: string | null;
  readonly lines: readonly {
    readonly skuId: string;
    readonly productId: string;
    readonly quantity: number;
    readonly firstPaid?: boolean;
    readonly priceMinor: number;
    readonly taxRateBp: number;
  }[];
}

export interface PaymentNow {
  readonly id: string;
  readonly orderId: string;
  readonly state: PaymentState;
  readonly amountMinor: number;
  readonly refundedMinor?: number;
  readonly currency: string;
  readonly reference: string | null;
  readonly code: string | null;
  readonly refundId: string | null;
  readonly refundOf: 'order' | 'late_capture' | null;
  readonly fee: Fee | null;
}

export interface Course<O extends OrderNow, P extends PaymentNow> {
  /** One for each step: the order as it then is, or why not. */
  readonly answers: readonly (O | Refusal)[];
  readonly orders: readonly O[];
  readonly payments: readonly P[];
  readonly sold: readonly O[];
  readonly released: readonly O[];
  /** With what is to come back of their lines. */
  readonly putBack: readonly O[];
  /** Refunds of parts that are new or went on. */
  readonly parts: readonly PartNow[];
  readonly entries: readonly Entry[];
  readonly told: readonly { readonly stream: string; readonly fact: Fact }[];
}

/** The state while a batch is decided: copies of what was read, and what is to be written. */
export class Draft<O extends OrderNow, P extends PaymentNow> {
  readonly orders: Map<string, O>;
  readonly now: number;
  private readonly left: Map<string, number>;
  private readonly payments: Map<string, P>;
  private readonly parts: Map<string, PartNow>;
  private readonly changedParts = new Set<string>();
  private readonly changedOrders = new Set<string>();
  private readonly changedPayments = new Set<string>();
  private readonly moved: Record<'sold' | 'released' | 'putBack', string[]> = { sold: [], released: [], putBack: [] };
  private readonly entries: Entry[] = [];
  private readonly told: { stream: string; fact: Fact }[] = [];

  constructor(
    orders: readonly O[],
    payments: readonly P[],
    parts: readonly PartNow[],
    now: number,
    left: ReadonlyMap<string, number> = new Map(),
  ) {
    this.orders = new Map(orders.map((order) => [order.id, order]));
    this.payments = new Map(payments.map((payment) => [payment.id, payment]));
    this.parts = new Map(parts.map((part) => [part.id, part]));
    this.now = now;
    this.left = new Map(left);
  }

  order(id: string): O {
    return this.orders.get(id)!;
  }

  paymentsOf(orderId: string): P[] {
    return [...this.payments.values()].filter((payment) => payment.orderId === orderId);
  }

  partsOf(orderId: string): PartNow[] {
    return [...this.parts.values()].filter((part) => part.orderId === orderId);
  }

  part(id: string | undefined): PartNow | undefined {
    return id === undefined ? undefined : this.parts.get(id);
  }

  partUnderWay(orderId: string): PartNow | undefined {
    return this.partsOf(orderId).find((part) => part.state === 'asked');
  }

  changePart(part: PartNow): void {
    this.parts.set(part.id, part);
    this.changedParts.add(part.id);
  }

  /** The order stays as it is; less than zero when it did not arrive after all. What is no order's money is its payment's alone. */
  refundedPart(order: O, payment: P, amountMinor: number): void {
    const backMinor = (payment.refundedMinor ?? 0) + amountMinor;
    this.payments.set(payment.id, { ...payment, refundedMinor: backMinor });
    this.changedPayments.add(payment.id);
    if (payment.refundOf === 'late_capture') return;
    this.change(order.id, { refundedMinor: backMinor } as Partial<O>);
    const { id: orderId, currency } = order;
    if (order.state !== 'paid') return;
    this.tellBoth(order, fact('order.part_refunded', { orderId, amountMinor: -amountMinor, currency }));
  }

  expireIfOver(id: string): void {
    const order = this.order(id);
    if (order.state === 'held' && stateAt(order, this.now) === 'expired') this.move(id, 'expire');
  }

  /** False when the event is impossible now. */
  move(id: string, event: Exclude<OrderEvent, 'decline'>): boolean {
    const order = this.order(id);
    const state = nextOrderState(order.state, event);
    if (state === null) return false;
    const paid = event === 'capture' ? { paidAt: this.now, paymentProblem: null } : {};
    this.change(id, { ...paid, state, holdUntil: null } as Partial<O>);
    this.moved[event === 'capture' ? 'sold' : event === 'refund' ? 'putBack' : 'released'].push(id);
    this.callOffOthers(id);
    const { totalMinor, currency, refundedMinor = 0 } = order;
    const rest = event === 'refund' && refundedMinor > 0 ? { amountMinor: totalMinor - refundedMinor } : {};
    this.tellBoth(order, fact(toldAs[event], { orderId: id, totalMinor, currency, ...rest }));
    if (event === 'capture') this.tellRoom(order);
    return true;
  }

  /** Takes what the order has not held; false when there is not enough of something, and then nothing is taken. [O60] */
  takeOpen(id: string): boolean {
    const open = openUnits(this.order(id).lines);
    for (const [skuId, units] of open) if ((this.left.get(skuId) ?? 0) < units) return false;
    for (const [skuId, units] of open) this.left.set(skuId, this.left.get(skuId)! - units);
    return true;
  }

  movePayment(id: string, event: PaymentEvent, change: Partial<P>): P | 'unknown' | 'unchanged' {
    const payment = this.payments.get(id);
    if (!payment) return 'unknown';
    const state = nextPaymentState(payment.state, event);
    if (state === null) return 'unchanged';
    const next = { ...payment, ...change, state };
    this.payments.set(id, next);
    this.changedPayments.add(id);
    return next;
  }

  payment(id: string): P | undefined {
    return this.payments.get(id);
  }

  /** Said once; a repeat, and a fee of what was never captured, is none. */
  takeFee(paymentId: string, fee: Fee | undefined): void {
    const payment = this.payments.get(paymentId);
    if (!fee || !payment || payment.fee !== null || !everCaptured.has(payment.state)) return;
    this.payments.set(paymentId, { ...payment, fee });
    this.changedPayments.add(paymentId);
    const { shopId } = this.order(payment.orderId);
    const { minor: amountMinor, currency } = fee;
    this.post(providerFee({ id: paymentId, shopId, at: this.now, orderId: payment.orderId, amountMinor, currency }));
  }

  problem(id: string, code: string): void {
    this.change(id, { paymentProblem: code } as Partial<O>);
    this.tellBoth(this.order(id), fact('order.payment_failed', { orderId: id, code }));
  }

  /** What was wrong with a refund is over once one arrives; nobody need be told. */
  forgetProblem(id: string, which: (code: string | null) => boolean): void {
    if (which(this.order(id).paymentProblem)) this.change(id, { paymentProblem: null } as Partial<O>);
  }

  post(entry: Entry): void {
    this.entries.push(entry);
  }

  result(): Omit<Course<O, P>, 'answers'> {
    const pick = (ids: Iterable<string>) => [...ids].map((id) => this.order(id));
    return {
      orders: pick(this.changedOrders),
      payments: [...this.changedPayments].map((id) => this.payments.get(id)!),
      sold: pick(this.moved.sold),
      released: pick(this.moved.released),
      putBack: pick(this.moved.putBack).map((order) => ({ ...order, lines: this.linesNotBack(order) })),
      parts: [...this.changedParts].map((id) => this.parts.get(id)!),
      entries: this.entries,
      told: this.told,
    };
  }

  /** What parts gave back before the rest of the order is not put back again. */
  private linesNotBack({ id, lines }: O): O['lines'] {
    const back = unitsOf(this.partsOf(id).filter((part) => part.madeAt !== null));
    return lines
      .map((line) => ({ ...line, quantity: line.quantity - Math.min(line.quantity, back.get(line.skuId) ?? 0) }))
      .filter(({ quantity }) => quantity > 0);
  }

  /** An order that is no longer held needs no other payment: what may still be agreed to is called off. */
  private callOffOthers(orderId: string): void {
    for (const payment of this.paymentsOf(orderId)) this.movePayment(payment.id, 'call_off', {});
  }

  private change(id: string, change: Partial<O>): void {
    this.orders.set(id, { ...this.order(id), ...change });
    this.changedOrders.add(id);
  }

  private tellBoth(order: O, told: Fact): void {
    this.told.push({ stream: personStream(order.accountId), fact: told });
    if (order.roomId !== null) this.told.push({ stream: staffStream(order.roomId), fact: told });
  }

  /** The room hears what was bought, never by whom. */
  private tellRoom({ roomId, lines }: O): void {
    if (roomId === null) return;
    const units = new Map<string, number>();
    for (const { productId, quantity } of lines) units.set(productId, (units.get(productId) ?? 0) + quantity);
    for (const [productId, quantity] of units) {
      this.told.push({ stream: roomStream(roomId), fact: fact('product.bought', { productId, quantity }) });
    }
  }
}

const toldAs = {
  capture: 'order.paid',
  cancel: 'order.cancelled',
  expire: 'order.expired',
  refund: 'order.refunded',
} as const;

/** States of a payment whose money once reached the provider. */
export const everCaptured: ReadonlySet<PaymentState> = new Set(['captured', 'refunding', 'refunded', 'refund_failed']);
