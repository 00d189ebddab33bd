import type { Fact } from '../../platform/kit/fact.ts';
import { personStream, roomStream, staffStream } from '../../platform/kit/fact.ts';
import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { type Entry, saleCaptured, saleRefunded } from '../ledger/ledger.ts';
import { nextPaymentState, type PaymentEvent, type PaymentState } from '../payments/payment.ts';
import { nextOrderState, type OrderEvent, stateAt } from './order.ts';
import { fact, type OrderState } from './protocol.ts';
import { shares, type Totals } from './totals.ts';

/** What moves an order on after it was placed. Payments are heard of; the rest is asked for or due. */
export type Step =
  | {
      readonly kind: 'captured';
      readonly orderId: string;
      readonly paymentId: string;
      readonly reference: string;
      /** Used when the capture came too late and the money must go back. */
      readonly refundId: string;
    }
  | { readonly kind: 'declined'; readonly orderId: string; readonly paymentId: string; readonly code: string }
  | { readonly kind: 'refunded'; readonly orderId: string; readonly paymentId: string }
  | { readonly kind: 'cancel'; readonly orderId: string }
  | { readonly kind: 'expire'; readonly orderId: string }
  | { readonly kind: 'ask_refund'; readonly orderId: string; readonly refundId: string };

export interface OrderNow extends Totals {
  readonly id: string;
  readonly shopId: string;
  readonly roomId: string | null;
  readonly accountId: string;
  readonly state: OrderState;
  readonly currency: string;
  readonly holdUntil: number | null;
  readonly paidAt: number | null;
  readonly paymentProblem: string | null;
  readonly lines: readonly { readonly skuId: string; readonly productId: string; readonly quantity: number }[];
}

export interface PaymentNow {
  readonly id: string;
  readonly orderId: string;
  readonly state: PaymentState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reference: string | null;
  readonly code: string | null;
  readonly refundId: string | null;
  readonly refundOf: 'order' | 'late_capture' | null;
}

export interface Course<O extends OrderNow, P extends PaymentNow> {
  /** One for each step: the order as it then is, or why not. */
  readonly answers: readonly (O | Refusal)[];
  readonly orders: readonly O[];
  readonly payments: readonly P[];
  readonly sold: readonly O[];
  readonly released: readonly O[];
  readonly putBack: readonly O[];
  readonly entries: readonly Entry[];
  readonly told: readonly { readonly stream: string; readonly fact: Fact }[];
}

/**
 * Decides what becomes of orders whose rows are locked. Repeats and late news change nothing twice: the states of order
 * and payment say what is still to be done, and money that cannot buy any more goes back.
 */
export function decideCourse<O extends OrderNow, P extends PaymentNow>(
  state: { readonly orders: readonly O[]; readonly payments: readonly P[] },
  steps: readonly Step[],
  now: number,
): Course<O, P> {
  const draft = new Draft(state.orders, state.payments, now);
  const answers = steps.map((step): O | Refusal => {
    if (!draft.orders.has(step.orderId)) return refuse('order_unknown');
    draft.expireIfOver(step.orderId);
    return takeStep(draft, step) ?? draft.order(step.orderId);
  });
  return { ...draft.result(), answers };
}

function takeStep<O extends OrderNow, P extends PaymentNow>(draft: Draft<O, P>, step: Step): Refusal | undefined {
  switch (step.kind) {
    case 'captured':
      return capture(draft, step);
    case 'declined':
      return decline(draft, step);
    case 'refunded':
      return refund(draft, step);
    case 'cancel':
      return draft.move(step.orderId, 'cancel') ? undefined : refuse('order_act_impossible');
    case 'expire':
      // Only the deadline expires an order, and that was looked at before.
      return undefined;
    case 'ask_refund':
      return askRefund(draft, step);
  }
}

function capture<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, paymentId, reference, refundId }: Extract<Step, { kind: 'captured' }>,
): Refusal | undefined {
  const payment = draft.movePayment(paymentId, 'capture', { reference, code: null } as Partial<P>);
  if (payment === 'unknown') return refuse('payment_unknown');
  if (payment === 'unchanged') return undefined;
  const order = draft.order(orderId);
  draft.post(saleCaptured({ ...payment, ...shares(order), shopId: order.shopId, at: draft.now }));
  if (draft.move(orderId, 'capture')) return undefined;
  draft.movePayment(paymentId, 'ask_refund', { refundId, refundOf: 'late_capture' } as Partial<P>);
  if (order.state !== 'paid') draft.problem(orderId, 'payment_came_late');
  return undefined;
}

function decline<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, paymentId, code }: Extract<Step, { kind: 'declined' }>,
): Refusal | undefined {
  const payment = draft.movePayment(paymentId, 'decline', { code } as Partial<P>);
  if (payment === 'unknown') return refuse('payment_unknown');
  if (payment !== 'unchanged' && draft.order(orderId).state === 'held') draft.problem(orderId, code);
  return undefined;
}

function askRefund<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, refundId }: Extract<Step, { kind: 'ask_refund' }>,
): Refusal | undefined {
  if (draft.order(orderId).state !== 'paid') return refuse('order_act_impossible');
  const ofOrder = draft.paymentsOf(orderId);
  // Asked twice: the refund that was begun first goes on under its own id.
  if (ofOrder.some((payment) => payment.state === 'refunding' && payment.refundOf === 'order')) return undefined;
  const captured = ofOrder.find((payment) => payment.state === 'captured');
  if (!captured) return refuse('order_act_impossible');
  draft.movePayment(captured.id, 'ask_refund', { refundId, refundOf: 'order' } as Partial<P>);
  return undefined;
}

function refund<O extends OrderNow, P extends PaymentNow>(
  draft: Draft<O, P>,
  { orderId, paymentId }: Extract<Step, { kind: 'refunded' }>,
): Refusal | undefined {
  const payment = draft.movePayment(paymentId, 'refund', {});
  if (payment === 'unknown') return refuse('payment_unknown');
  if (payment === 'unchanged') return undefined;
  const order = draft.order(orderId);
  const cause = { ...payment, ...shares(order), shopId: order.shopId, at: draft.now };
  draft.post(saleRefunded({ ...cause, id: payment.refundId! }));
  if (payment.refundOf === 'order') draft.move(orderId, 'refund');
  return undefined;
}

/** The state while a batch is decided: copies of what was read, and what is to be written. */
class Draft<O extends OrderNow, P extends PaymentNow> {
  readonly orders: Map<string, O>;
  readonly now: number;
  private readonly payments: Map<string, P>;
  private readonly changedOrders = new Set<string>();
  private readonly changedPayments = new Set<string>();
  private readonly moved: Record<'sold' | 'released' | 'putBack', string[]> = { sold: [], released: [], putBack: [] };
  private readonly entries: Entry[] = [];
  private readonly told: { stream: string; fact: Fact }[] = [];

  constructor(orders: readonly O[], payments: readonly P[], now: number) {
    this.orders = new Map(orders.map((order) => [order.id, order]));
    this.payments = new Map(payments.map((payment) => [payment.id, payment]));
    this.now = now;
  }

  order(id: string): O {
    return this.orders.get(id)!;
  }

  paymentsOf(orderId: string): P[] {
    return [...this.payments.values()].filter((payment) => payment.orderId === orderId);
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
    const { totalMinor, currency } = order;
    this.tellBoth(order, fact(toldAs[event], { orderId: id, totalMinor, currency }));
    if (event === 'capture') this.tellRoom(order);
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

  problem(id: string, code: string): void {
    this.change(id, { paymentProblem: code } as Partial<O>);
    this.tellBoth(this.order(id), fact('order.payment_failed', { orderId: id, code }));
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
      putBack: pick(this.moved.putBack),
      entries: this.entries,
      told: this.told,
    };
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
