import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../platform/ui/api.ts';
import type { Order, OrderPage } from '../protocol.ts';
import { distinctOrders, orderPagePath } from './order-pages.ts';
import { forgetPurchases } from './place-order.ts';
import { heldAgainMs, isWaiting } from './use-orders.ts';

/** The own orders page by page, newest first. */
export function useOwnOrders(hasAccount: boolean, search: string) {
  const list = useInfiniteQuery<OrderPage, Error, InfiniteData<OrderPage>, readonly string[], string>({
    queryKey: ['orders', 'own', search],
    queryFn: async ({ pageParam }) => {
      const page = await api.get<OrderPage>(orderPagePath('/api/orders', { search, after: pageParam }));
      forgetPurchases(page.orders);
      return page;
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    enabled: hasAccount,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (ordersOf(query.state.data)?.some(isWaiting) ? heldAgainMs : false),
  });
  const { data } = list;
  return { ...list, orders: useMemo(() => ordersOf(data), [data]) };
}

function ordersOf(data: InfiniteData<OrderPage> | undefined): readonly Order[] | undefined {
  return data && distinctOrders(data);
}
