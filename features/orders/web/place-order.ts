import { ApiRefusal, api } from '../../../platform/ui/api.ts';
import { sendWish, type Wishes } from '../../../platform/ui/wish.ts';
import type { Order, PlaceOrder } from '../protocol.ts';

/** Outside of any sheet: whoever closes it without an answer and opens it again still wishes for the same. */
const purchases: Wishes = new Map();

/** One wish is one order, whatever is lost on the way: what is bought makes the wish, not where it goes or what it costs. */
export function placeOrder(body: Omit<PlaceOrder, 'id'>): Promise<Order> {
  return sendWish(purchases, JSON.stringify([body.roomId, body.lines, body.cart]), async (id) => {
    try {
      return await api.post<Order>('/api/orders', { ...body, id });
    } catch (problem) {
      // A try that got no answer was placed after all, with another address or card. It is that order, and no second one.
      if (problem instanceof ApiRefusal && problem.code === 'id_reused') return api.get<Order>(`/api/orders/${id}`);
      throw problem;
    }
  });
}

/** Whoever sees an order in a list has the answer: buying the same once more is another wish. */
export function forgetPurchases(seen: readonly Order[]): void {
  for (const [wish, id] of purchases) if (seen.some((order) => order.id === id)) purchases.delete(wish);
}
