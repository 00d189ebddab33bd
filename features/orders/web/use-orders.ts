import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import type { NumberedFact } from '../../../platform/kit/fact.ts';
import type { StreamName } from '../../../platform/kit/socket-protocol.ts';
import { ApiUnreachable, api } from '../../../platform/ui/api.ts';
import { newId } from '../../../platform/ui/ids.ts';
import { useRoomEvents } from '../../../platform/ui/use-room.tsx';
import type { Checkout, Order, OrderAct, PayOrder, PlaceOrder } from '../protocol.ts';

const heldAgainMs = 4_000;
const checkoutKey = ['checkout'] as const;

/** What two-tap buying remembers. Nobody without an account has anything remembered. */
export function useCheckout(hasAccount: boolean) {
  return useQuery({
    queryKey: checkoutKey,
    queryFn: () => api.get<Checkout>('/api/me/checkout'),
    enabled: hasAccount,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useOwnOrders(hasAccount: boolean) {
  return useQuery({
    queryKey: ['orders'],
    queryFn: () => api.get<{ orders: Order[] }>('/api/orders'),
    enabled: hasAccount,
    refetchInterval: (query) => (query.state.data?.orders.some(isWaiting) ? heldAgainMs : false),
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

export function usePlaceOrder() {
  const queries = useQueryClient();
  return useOneWish<Omit<PlaceOrder, 'id'>, Order>(async (body, id) => {
    const order = await api.post<Order>('/api/orders', { ...body, id });
    queries.setQueryData<Checkout>(checkoutKey, { address: body.address ?? null, method: body.method ?? null });
    void queries.invalidateQueries({ queryKey: ['orders'] });
    return order;
  });
}

export function usePayOrder(orderId: string) {
  return useOrderAct<Omit<PayOrder, 'id'>>(`/api/orders/${orderId}/pay`);
}

export function useCancelOrder(orderId: string) {
  return useOrderAct<Omit<OrderAct, 'id'>>(`/api/orders/${orderId}/cancel`);
}

function useOrderAct<Body extends object>(path: string) {
  const queries = useQueryClient();
  return useOneWish<Body, Order>(async (body, id) => {
    const order = await api.post<Order>(path, { ...body, id });
    queries.setQueryData(['orders', order.id], order);
    void queries.invalidateQueries({ queryKey: checkoutKey });
    void queries.invalidateQueries({ queryKey: ['orders'] });
    return order;
  });
}

/** The id belongs to the wish, not to the try: without an answer, the same wish goes out again under the same id. */
function useOneWish<Body, Answer>(act: (body: Body, id: string) => Promise<Answer>) {
  const unanswered = useRef<{ id: string; sum: string } | null>(null);
  return useMutation({
    mutationFn: async (body: Body) => {
      const sum = JSON.stringify(body);
      const id = unanswered.current?.sum === sum ? unanswered.current.id : newId();
      unanswered.current = { id, sum };
      try {
        const answer = await act(body, id);
        unanswered.current = null;
        return answer;
      } catch (error) {
        if (!(error instanceof ApiUnreachable)) unanswered.current = null;
        throw error;
      }
    },
  });
}

function isWaiting(order: Order): boolean {
  return order.state === 'held';
}
