import type { Actor } from '../../../platform/kit/actor.ts';
import { may } from '../../accounts/access.ts';
import { stateAt } from '../order.ts';
import type { Order, OrderRefund } from '../protocol.ts';
import type { NewOrder } from '../purchase.ts';
import type { StoredOrder } from './store.ts';

/** What this actor may see of an order: all, all but where it goes, or nothing. */
export function showTo(actor: Actor, order: StoredOrder, now: number): Order | null {
  const whole = actor.accountId === order.accountId || may(actor, 'order.read_address', order.shopId);
  if (whole) return show(order, now);
  // Hosts and moderators work in rooms: what was bought outside of one is not theirs to see.
  if (order.roomId !== null && may(actor, 'order.list_room', order.shopId)) return withoutDoor(show(order, now));
  return null;
}

/** The deadline decides here too: a hold that is over is shown as expired before the sweeper came by. */
export function show(order: StoredOrder, now: number): Order {
  const state = stateAt(order, now);
  const { parts = [], ...rest } = order;
  return {
    ...rest,
    state,
    holdUntil: state === 'held' ? order.holdUntil : null,
    lines: [...order.lines],
    taxes: [...order.taxes],
    refundedMinor: state === 'refunded' ? order.totalMinor : order.refundedMinor,
    refunds: parts.map(
      ({
        id,
        amountMinor,
        taxMinor,
        lines,
        delivery,
        state: now,
        askedAt,
        byId,
        problem = null,
        againOf = null,
      }): OrderRefund => ({
        ...{ id, amountMinor, taxMinor, delivery, state: now, askedAt, problem, againOf },
        byHand: byId === null,
        lines: [...lines],
      }),
    ),
  };
}

/** To whoever has the link: a letter may be read by others, so neither the door nor the account goes along. [O47] */
export function showByLink(order: StoredOrder, now: number): Order {
  return { ...withoutDoor(show(order, now)), accountId: unnamed };
}

const unnamed = 'somebody';

export function storedOf({
  sum: _sum,
  method: _method,
  takings: _takings,
  used: _used,
  turns: _turns,
  ...order
}: NewOrder): StoredOrder {
  return { ...order, state: 'held', refundedMinor: 0, paidAt: null, paymentProblem: null };
}

function withoutDoor(order: Order): Order {
  return { ...order, note: '', address: { ...order.address, line1: '', line2: '', postcode: '', phone: '' } };
}
