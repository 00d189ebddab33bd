import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '../../../platform/ui/api.ts';
import { useRoom, useStreamPart } from '../../../platform/ui/use-room.tsx';
import type { StaffOrders } from '../orders-view.ts';
import type { Order, OrderPage, OrderState, Sold } from '../protocol.ts';
import { distinctOrders, orderPagePath } from './order-pages.ts';

/** The stream says at once what was sold; names and titles are read so often at most. */
const detailsAgainMs = 1_500;
const ordersAgainMs = 20_000;

export interface RoomSales {
  readonly sums: StaffOrders;
  readonly ready: boolean;
  /** The newest ones. */
  readonly orders: readonly Order[];
  /** By product, the best first; null until it has been read. */
  readonly sold: readonly Sold[] | null;
  /** Units paid for, by product. */
  readonly units: ReadonlyMap<string, number>;
}

/** A show's sales: counts and money from the staff's stream, the rest over HTTP whenever the stream moves. */
export function useRoomSales(roomId: string): RoomSales {
  const queries = useQueryClient();
  const sums = useStreamPart<StaffOrders>('staff', 'orders');
  const ready = useRoom((snapshot) => snapshot.ready.staff);
  const details = useQuery({
    queryKey: ['room-orders', roomId],
    queryFn: () => api.get<{ orders: Order[] }>(`/api/rooms/${roomId}/orders`),
  });
  const counted = useQuery({
    queryKey: ['room-orders', roomId, 'sold'],
    queryFn: () => api.get<{ sold: Sold[] }>(`/api/rooms/${roomId}/sold`),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the sums is the reason to read again.
  useEffect(() => {
    const timer = setTimeout(
      () => void queries.invalidateQueries({ queryKey: ['room-orders', roomId] }),
      detailsAgainMs,
    );
    return () => clearTimeout(timer);
  }, [queries, roomId, sums]);
  const sold = counted.data?.sold ?? null;
  const units = useMemo(() => new Map(sold?.map((each) => [each.productId, each.units])), [sold]);
  return { sums, ready, orders: details.data?.orders ?? [], sold, units };
}

const shopOrdersKey = (shopId: string) => ['shop-orders', shopId] as const;
type Pages = InfiniteData<OrderPage>;

/** A shop's orders page by page, newest first. While another search is on its way the list stays as it was. */
export function useShopOrders(shopId: string, { state, search }: { state: OrderState | undefined; search: string }) {
  const list = useInfiniteQuery<OrderPage, Error, Pages, readonly string[], string>({
    queryKey: [...shopOrdersKey(shopId), state ?? 'all', search],
    queryFn: ({ pageParam }) =>
      api.get<OrderPage>(orderPagePath(`/api/shops/${shopId}/orders`, { state, search, after: pageParam })),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: ordersAgainMs,
  });
  const { data } = list;
  return { ...list, orders: useMemo(() => data && distinctOrders(data), [data]) };
}

/** Puts the answer to an act where the order stood, in every list that has it. */
export function useReplaceShopOrder(shopId: string): (order: Order) => void {
  const queries = useQueryClient();
  return (order) =>
    queries.setQueriesData<Pages>({ queryKey: shopOrdersKey(shopId) }, (held) =>
      held === undefined
        ? held
        : {
            ...held,
            pages: held.pages.map((page) => ({
              ...page,
              orders: page.orders.map((each) => (each.id === order.id ? order : each)),
            })),
          },
    );
}
