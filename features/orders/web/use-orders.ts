import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { NumberedFact } from '../../../platform/kit/fact.ts';
import type { StreamName } from '../../../platform/kit/socket-protocol.ts';
import { ApiRefusal, api } from '../../../platform/ui/api.ts';
import { type ActOptions, useAct } from '../../../platform/ui/use-act.ts';
import { useRoomEvents } from '../../../platform/ui/use-room.tsx';
import type { Checkout, Order, OrderAct, PayOrder, PlaceOrder } from '../protocol.ts';
import { placeOrder } from './place-order.ts';

export const heldAgainMs = 4_000;
const checkoutKey = ['checkout'] as const;
const deliveryCodes: ReadonlySet<string> = new Set([
  ...['country_not_served', 'pickup_not_offered', 'delivery_method_unknown', 'delivery_method_not_served'],
]);

/** What two-tap buying remembers. Nobody without an account has anything remembered. */
export function useCheckout(hasAccount: boolean) {
  return useQuery({
    queryKey: checkoutKey,
    queryFn: () => api.get<Checkout>('/api/me/checkout'),
    enabled: hasAccount,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** One order as it goes on; asked again while it waits, so that it also ends when the room's socket is lost. */
export function useOrder(order: Order): Order {
  const { data } = useQuery({
    queryKey: ['orders', order.id],
    queryFn: () => api.get<Order>(`/api/orders/${order.id}`),
    initialData: order,
    staleTime: 1_000,
    refetchInterval: (query) => (query.state.data && isWaiting(query.state.data) ? heldAgainMs : false),
  });
  return data;
}

/** Inside a RoomProvider: reads an order again the moment that the buyer's own stream speaks of it. */
export function useOrderNews(): void {
  const queries = useQueryClient();
  const fact = useCallback(
    (stream: StreamName, { kind }: NumberedFact) => {
      if (stream === 'person' && kind.startsWith('order.')) void queries.invalidateQueries({ queryKey: ['orders'] });
    },
    [queries],
  );
  useRoomEvents({ fact });
}

/** `onPriceChanged` hears what it costs now, when that is not what the buyer was shown. */
export function usePlaceOrder(onPriceChanged: (totalMinor: number) => void) {
  const queries = useQueryClient();
  // The purchase brings its own id, which outlives the sheet that this hook lives in.
  const place = async (_id: string, body: Omit<PlaceOrder, 'id'>) => {
    const order = await placeOrder(body);
    const { address = null, method = null, deliveryId } = body;
    queries.setQueryData<Checkout>(checkoutKey, (before) => {
      return { address, method, deliveryId: deliveryId ?? before?.deliveryId ?? null };
    });
    void queries.invalidateQueries({ queryKey: ['orders'] });
    return order;
  };
  const onError = (error: unknown) => {
    if (!(error instanceof ApiRefusal)) return;
    if (error.code === 'price_changed') onPriceChanged(Number(error.details.totalMinor));
    // The shop delivers in other ways than this page thinks.
    if (deliveryCodes.has(error.code)) void queries.invalidateQueries({ queryKey: ['shop-terms'] });
  };
  return useAct(place, { onError });
}

export function usePayOrder(orderId: string) {
  return useOrderAct<Omit<PayOrder, 'id'>>(`/api/orders/${orderId}/pay`);
}

export function useCancelOrder(orderId: string, told: ActOptions<Order>) {
  return useOrderAct<Omit<OrderAct, 'id'>>(`/api/orders/${orderId}/cancel`, told);
}

function useOrderAct<Body extends object>(path: string, told: ActOptions<Order> = {}) {
  const queries = useQueryClient();
  return useAct((id, body: Body) => api.post<Order>(path, { ...body, id }), {
    onDone: (order) => {
      queries.setQueryData(['orders', order.id], order);
      void queries.invalidateQueries({ queryKey: checkoutKey });
      void queries.invalidateQueries({ queryKey: ['orders'] });
      told.onDone?.(order);
    },
    onError: told.onError,
  });
}

export function isWaiting(order: Order): boolean {
  return order.state === 'held';
}
