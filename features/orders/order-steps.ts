import type { Order } from './protocol.ts';

export type StepName = 'placed' | 'waiting' | 'paid' | 'refunded' | 'cancelled' | 'expired';

export interface OrderStep {
  readonly name: StepName;
  /** When it happened; null where nothing says when, and for what has not happened yet. */
  readonly at: number | null;
  /** Done, where the order is now, or what comes next. */
  readonly is: 'done' | 'now' | 'next' | 'over';
}

/** An order's way so far as its buyer reads it, oldest first. */
export function stepsOf(order: Pick<Order, 'state' | 'placedAt' | 'paidAt' | 'holdUntil'>): OrderStep[] {
  const placed: OrderStep = { name: 'placed', at: order.placedAt, is: 'done' };
  switch (order.state) {
    case 'held':
      return [placed, { name: 'waiting', at: null, is: 'now' }, { name: 'paid', at: null, is: 'next' }];
    case 'paid':
      return [placed, { name: 'paid', at: order.paidAt, is: 'done' }];
    case 'refunded':
      return [placed, { name: 'paid', at: order.paidAt, is: 'done' }, { name: 'refunded', at: null, is: 'over' }];
    case 'cancelled':
      return [placed, { name: 'cancelled', at: null, is: 'over' }];
    case 'expired':
      return [placed, { name: 'expired', at: order.holdUntil, is: 'over' }];
  }
}
