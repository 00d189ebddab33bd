import type { Fold, NumberedFact } from '../../platform/kit/fact.ts';
import type { OrderState } from './protocol.ts';

/** Orders that a view keeps at most; older ones are read by request. */
export const ordersShownMax = 50;

export interface StaffOrder {
  readonly orderId: string;
  readonly state: OrderState;
  readonly totalMinor: number;
  readonly currency: string;
  readonly at: number;
  readonly lines: readonly { readonly skuId: string; readonly productId: string; readonly quantity: number }[];
}

/** What the studio shows of a room's sales. */
export interface StaffOrders {
  readonly counts: Readonly<Record<OrderState, number>>;
  /** Orders that were paid, less those refunded. */
  readonly paid: number;
  readonly unpaid: number;
  /** Paid less refunded, by currency. */
  readonly revenueMinor: Readonly<Record<string, number>>;
  /** Newest first. */
  readonly orders: readonly StaffOrder[];
}

export interface PersonOrder {
  readonly orderId: string;
  readonly state: OrderState;
  readonly totalMinor: number;
  readonly currency: string;
  readonly at: number;
  readonly paymentProblem: string | null;
}

export interface PersonOrders {
  /** Newest first. */
  readonly orders: readonly PersonOrder[];
}

interface OrderBody {
  readonly orderId: string;
  readonly totalMinor: number;
  /** What a refund gave back of it, where parts went before; below zero what went back in a part. */
  readonly amountMinor?: number;
  readonly currency: string;
}

/** Where each fact takes an order from and to; `held` begins it. */
const moves: Readonly<Record<string, { readonly from: OrderState; readonly to: OrderState }>> = {
  'order.paid': { from: 'held', to: 'paid' },
  'order.cancelled': { from: 'held', to: 'cancelled' },
  'order.expired': { from: 'held', to: 'expired' },
  'order.refunded': { from: 'paid', to: 'refunded' },
  'order.part_refunded': { from: 'paid', to: 'paid' },
};

export const staffOrdersFold: Fold<StaffOrders> = {
  initial: {
    counts: { held: 0, paid: 0, cancelled: 0, expired: 0, refunded: 0 },
    paid: 0,
    unpaid: 0,
    revenueMinor: {},
    orders: [],
  },
  apply(state, fact) {
    if (fact.kind === 'order.placed') {
      const { orderId, totalMinor, currency, lines } = fact.body as unknown as OrderBody & Pick<StaffOrder, 'lines'>;
      const order: StaffOrder = { orderId, state: 'held', totalMinor, currency, at: fact.at, lines };
      const counts = { ...state.counts, held: state.counts.held + 1 };
      return { ...state, counts, unpaid: counts.held, orders: [order, ...state.orders].slice(0, ordersShownMax) };
    }
    const move = moves[fact.kind];
    return move ? moveStaff(state, fact, move) : state;
  },
};

export const personOrdersFold: Fold<PersonOrders> = {
  initial: { orders: [] },
  apply(state, fact) {
    if (fact.kind === 'order.placed') {
      const { orderId, totalMinor, currency } = fact.body as unknown as OrderBody;
      const order: PersonOrder = { orderId, state: 'held', totalMinor, currency, at: fact.at, paymentProblem: null };
      return { orders: [order, ...state.orders].slice(0, ordersShownMax) };
    }
    if (fact.kind === 'order.payment_failed') {
      const { orderId, code } = fact.body as { orderId: string; code: string };
      return { orders: changeOrder(state.orders, orderId, { paymentProblem: code }) };
    }
    const move = moves[fact.kind];
    if (!move) return state;
    const { orderId } = fact.body as unknown as OrderBody;
    const problem = move.to === 'paid' ? { paymentProblem: null } : {};
    return { orders: changeOrder(state.orders, orderId, { state: move.to, ...problem }) };
  },
};

function moveStaff(state: StaffOrders, fact: NumberedFact, { from, to }: { from: OrderState; to: OrderState }) {
  const { orderId, totalMinor, amountMinor = totalMinor, currency } = fact.body as unknown as OrderBody;
  const counts = { ...state.counts };
  counts[from] -= 1;
  counts[to] += 1;
  const sign = to === 'paid' ? 1 : from === 'paid' ? -1 : 0;
  const revenue = (state.revenueMinor[currency] ?? 0) + sign * amountMinor;
  return {
    counts,
    paid: counts.paid,
    unpaid: counts.held,
    revenueMinor: sign === 0 ? state.revenueMinor : { ...state.revenueMinor, [currency]: revenue },
    orders: changeOrder(state.orders, orderId, { state: to }),
  };
}

function changeOrder<T extends { readonly orderId: string }>(
  orders: readonly T[],
  orderId: string,
  change: Partial<T>,
): readonly T[] {
  return orders.map((order) => (order.orderId === orderId ? { ...order, ...change } : order));
}
