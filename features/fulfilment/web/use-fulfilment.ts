import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { askAgain } from '../../../platform/ui/ask-again.ts';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { toast } from '../../../platform/ui/toast.tsx';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Order } from '../../orders/protocol.ts';
import { askedOrdersMax, type Fulfilment, type PackedOrder, type Return } from '../protocol.ts';

const againMs = 20_000;
const key = ['fulfilment'] as const;

/** How an order went out; all orders of the list around it are asked for together. */
export function useFulfilment(order: Order, shown: readonly Order[]): Fulfilment | undefined {
  const paid = shown.filter(({ paidAt }) => paidAt !== null).map(({ id }) => id);
  const at = paid.indexOf(order.id);
  const from = at - (at % askedOrdersMax);
  const together = at < 0 ? [] : paid.slice(from, from + askedOrdersMax);
  const { data } = useQuery({
    queryKey: [...key, together.join()],
    queryFn: () => api.get<{ orders: Fulfilment[] }>(`/api/fulfilment?orderIds=${together.join()}`),
    enabled: together.length > 0,
    refetchInterval: againMs,
    placeholderData: (before) => before,
  });
  return data?.orders.find(({ orderId }) => orderId === order.id);
}

export function useOpenReturns(shopId: string) {
  return useQuery({
    queryKey: [...key, 'returns', shopId],
    queryFn: () => api.get<{ returns: Return[] }>(`/api/shops/${shopId}/returns`),
    refetchInterval: againMs,
  });
}

export function usePacking(shopId: string) {
  return useQuery({
    queryKey: [...key, 'packing', shopId],
    queryFn: () => api.get<{ orders: PackedOrder[] }>(`/api/shops/${shopId}/packing`),
  });
}

/** Says what was done, and reads anew what it changed; what was refused is said too. */
export function useAfterAct<Body extends object, Answer extends object = object>(
  path: string,
  onDone: (answer: Answer) => void,
) {
  const queries = useQueryClient();
  return useAct((id, body: Body) => api.post<Answer>(path, { ...body, id }), {
    onDone: (answer) => {
      for (const changed of ['fulfilment', 'orders', 'shop-orders']) {
        void askAgain(queries, [changed]);
      }
      onDone(answer);
    },
    onError: (error) => toast(refusalText(error), 'bad'),
  });
}
