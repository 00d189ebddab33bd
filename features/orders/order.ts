import type { OrderState } from './protocol.ts';

export const orderStates = ['held', 'paid', 'cancelled', 'expired', 'refunded'] as const satisfies OrderState[];
export const orderEvents = ['capture', 'decline', 'cancel', 'expire', 'refund'] as const;
export type OrderEvent = (typeof orderEvents)[number];

/** The life of an order. What is not in the table is refused, or changes nothing when it was heard from a provider. */
export const orderTransitions: Readonly<Record<OrderState, Partial<Record<OrderEvent, OrderState>>>> = {
  held: { capture: 'paid', decline: 'held', cancel: 'cancelled', expire: 'expired' },
  paid: { refund: 'refunded' },
  cancelled: {},
  expired: {},
  refunded: {},
};

/** Null when the event is impossible in that state. */
export function nextOrderState(state: OrderState, event: OrderEvent): OrderState | null {
  return orderTransitions[state][event] ?? null;
}

/** The deadline decides when it is read: a hold that is over is expired, whether or not the sweeper came by. */
export function stateAt(order: { state: OrderState; holdUntil: number | null }, now: number): OrderState {
  return order.state === 'held' && order.holdUntil !== null && order.holdUntil <= now ? 'expired' : order.state;
}
