import type { Tx } from '../../../platform/beat/transact.ts';
import { personStream } from '../../../platform/kit/fact.ts';
import { ordersShownMax } from '../orders-view.ts';
import { fact } from '../protocol.ts';
import { moveCheckout } from './checkout-store.ts';
import { readLines, type StoredOrder, takeOrders } from './store.ts';

const toldLater = {
  paid: 'order.paid',
  cancelled: 'order.cancelled',
  expired: 'order.expired',
  refunded: 'order.refunded',
} as const;

/**
 * A guest's account became another: its orders and what its checkout remembers go along. The newest are told again in
 * the stream of the account that has them now, so that its view is whole.
 */
export async function moveOwned(tx: Tx, from: string, to: string): Promise<void> {
  const orders = await takeOrders(tx, from, to);
  await moveCheckout(tx, from, to);
  const newest = orders
    .sort((a, b) => b.placedAt - a.placedAt)
    .slice(0, ordersShownMax)
    .reverse();
  const lines = await readLines(
    tx.sql,
    newest.map((order) => order.id),
  );
  for (const order of newest) tx.tell(personStream(to), ...factsOf({ ...order, lines: lines.get(order.id) ?? [] }));
}

function factsOf({ id, state, totalMinor, currency, placedAt, holdUntil, lines }: StoredOrder) {
  const body = { orderId: id, totalMinor, currency };
  const placed = fact('order.placed', {
    ...body,
    lines: lines.map(({ skuId, productId, quantity }) => ({ skuId, productId, quantity })),
    holdUntil: holdUntil ?? placedAt,
  });
  if (state === 'held') return [placed];
  const paid = state === 'refunded' ? [fact('order.paid', body)] : [];
  return [placed, ...paid, fact(toldLater[state], body)];
}
