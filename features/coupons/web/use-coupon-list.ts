import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { askAgain } from '../../../platform/ui/ask-again.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Coupon, MakeCoupon } from '../protocol.ts';
import { shopCouponsKey } from './use-studio-coupons.ts';

const againMs = 20_000;

/** The shop's coupons with how many are used, outside of any room. */
export function useCouponList(shopId: string) {
  return useQuery({
    queryKey: [...shopCouponsKey(shopId), 'uses'],
    queryFn: async () => (await api.get<{ coupons: Coupon[] }>(`/api/shops/${shopId}/coupons?uses=true`)).coupons,
    refetchInterval: againMs,
  });
}

export function useMakeCoupon(shopId: string, onDone: () => void) {
  const queries = useQueryClient();
  return useAct(
    (id: string, draft: Omit<MakeCoupon, 'id'>) => api.post<Coupon>(`/api/shops/${shopId}/coupons`, { id, ...draft }),
    {
      onDone: () => {
        void askAgain(queries, shopCouponsKey(shopId));
        onDone();
      },
    },
  );
}

export function useEndCoupon(shopId: string, onDone: () => void) {
  const queries = useQueryClient();
  return useAct((id: string, couponId: string) => api.post<Coupon>(`/api/coupons/${couponId}/end`, { id }), {
    onDone: () => {
      void askAgain(queries, shopCouponsKey(shopId));
      onDone();
    },
  });
}
