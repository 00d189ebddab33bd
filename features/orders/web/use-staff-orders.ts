import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api } from '../../../platform/ui/api.ts';
import { useRoom, useStreamPart } from '../../../platform/ui/use-room.tsx';
import type { StaffOrders } from '../orders-view.ts';
import type { Order, Sold } from '../protocol.ts';

/** The stream says at once what was sold; names and titles are read so often at most. */
const detailsAgainMs = 1_500;
const ordersAgainMs = 20_000;
/** A shorter page than this is certainly the last one. */
const fullPageMin = 20;

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
type Pages = InfiniteData<{ orders: Order[] }>;

/** A shop's orders, newest first; older ones are read when they are asked for. */
export function useShopOrders(shopId: string) {
  return useInfiniteQuery({
    queryKey: shopOrdersKey(shopId),
    queryFn: ({ pageParam }) => api.get<{ orders: Order[] }>(`/api/shops/${shopId}/orders${pageParam}`),
    initialPageParam: '',
    // Orders of one batch have one time, so the page after begins behind an order and not behind a moment.
    getNextPageParam: ({ orders }) => {
      const last = orders.at(-1);
      return last && orders.length >= fullPageMin ? `?before=${last.placedAt}&beforeId=${last.id}` : null;
    },
    refetchInterval: ordersAgainMs,
  });
}

/** Puts the answer to an act where the order stood. */
export function useReplaceShopOrder(shopId: string): (order: Order) => void {
  const queries = useQueryClient();
  return (order) =>
    queries.setQueryData<Pages>(shopOrdersKey(shopId), (held) =>
      held === undefined
        ? held
        : {
            ...held,
            pages: held.pages.map(({ orders }) => ({
              orders: orders.map((each) => (each.id === order.id ? order : each)),
            })),
          },
    );
}
