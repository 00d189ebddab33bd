import { useQuery } from '@tanstack/react-query';
import { ApiRefusal, api } from '../../../platform/ui/api.ts';
import type { Confirmation, PaymentWays } from '../../payments/protocol.ts';
import type { ShopTerms } from '../../shops/terms.ts';

const askedAgainMs = 4_000;

/** The ways to pay that this installation has; they change with a restart only. */
export function usePaymentWays() {
  return useQuery({
    queryKey: ['payment-ways'],
    queryFn: () => api.get<PaymentWays>('/api/payments/ways'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What the buyer can still agree to at the provider; null when there is nothing. */
export function useConfirmation(orderId: string, enabled: boolean) {
  return useQuery({
    queryKey: ['confirmation', orderId],
    queryFn: async () => {
      try {
        return await api.get<Confirmation>(`/api/orders/${orderId}/confirmation`);
      } catch (problem) {
        if (problem instanceof ApiRefusal && problem.code === 'payment_not_open') return null;
        throw problem;
      }
    },
    enabled,
    staleTime: 5_000,
    // An answer of the provider's that was lost is found by the server a little later.
    refetchInterval: (query) => (query.state.data === null ? askedAgainMs : false),
  });
}

/** Of an order that was placed before: the room's own page reads the same terms under the same key. */
export function useTermsOf(shopId: string) {
  return useQuery({
    queryKey: ['shop-terms', shopId],
    queryFn: () => api.get<ShopTerms>(`/api/shops/${shopId}/terms`),
    staleTime: 60_000,
  });
}
