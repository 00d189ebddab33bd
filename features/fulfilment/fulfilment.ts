import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { unitsOf } from '../orders/part-refund.ts';
import type { OrderState } from '../orders/protocol.ts';
import type { Parcel, SendOrder } from './protocol.ts';

export interface OrderNow {
  readonly state: OrderState;
  readonly pickup: boolean;
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  /** Refunds of parts. */
  readonly refunds: readonly {
    readonly state: 'asked' | 'made' | 'failed';
    readonly lines: readonly { readonly skuId: string; readonly units: number }[];
  }[];
}

/** How the order goes out by this step, or why not. What was sent can only have its number put right. [F2] */
export function decideParcel(
  order: Pick<OrderNow, 'state' | 'pickup'>,
  before: Parcel | null,
  step: SendOrder,
  now: number,
): Parcel | Refusal {
  const wasSent = before?.state === 'sent';
  if (order.state !== 'paid' && !wasSent) return refuse('order_not_to_send');
  switch (step.step) {
    case 'shipped': {
      if (order.pickup) return refuse('order_not_to_send');
      const { carrier, number } = step;
      return { state: 'sent', carrier, number, at: before?.at ?? now };
    }
    case 'ready':
      return order.pickup && !wasSent ? parcel('ready', before?.at ?? now) : refuse('order_not_to_send');
    case 'handed_over':
      return order.pickup ? parcel('sent', wasSent ? before.at : now) : refuse('order_not_to_send');
  }
}

/** Units of an order's lines that can still be asked back. [F4] */
export function returnable({ state, lines, refunds }: OrderNow): ReadonlyMap<string, number> {
  if (state !== 'paid') return new Map();
  const gone = unitsOf(refunds.filter((refund) => refund.state !== 'failed'));
  return new Map(lines.map(({ skuId, quantity }) => [skuId, Math.max(0, quantity - (gone.get(skuId) ?? 0))]));
}

/** Why these units cannot be asked back. [F4] */
export function returnProblem(
  order: OrderNow,
  open: boolean,
  lines: readonly { readonly skuId: string; readonly units: number }[],
): Refusal | null {
  if (order.state !== 'paid') return refuse('order_act_impossible');
  if (open) return refuse('return_open');
  const left = returnable(order);
  for (const [skuId, units] of unitsOf([{ lines }])) {
    const most = left.get(skuId) ?? 0;
    if (units > most) return refuse('return_beyond_order', { left: most });
  }
  return null;
}

function parcel(state: Parcel['state'], at: number): Parcel {
  return { state, carrier: '', number: '', at };
}
