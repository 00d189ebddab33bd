import type { InfiniteData } from '@tanstack/react-query';
import type { Order, OrderPage, OrderState } from '../protocol.ts';

interface PageWish {
  readonly state?: OrderState | undefined;
  readonly search: string;
  readonly after: string;
}

export function orderPagePath(list: string, { state, search, after }: PageWish): string {
  const wish = { ...(state ? { state } : {}), ...(search ? { search } : {}), ...(after ? { after } : {}) };
  const query = new URLSearchParams(wish).toString();
  return query === '' ? list : `${list}?${query}`;
}

/** Pages that were read at different moments may share an order. */
export function distinctOrders({ pages }: InfiniteData<OrderPage>): readonly Order[] {
  return [...new Map(pages.flatMap(({ orders }) => orders).map((order) => [order.id, order])).values()];
}
