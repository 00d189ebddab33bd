import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { NumberedFact } from '../../../platform/kit/fact.ts';
import type { StreamName } from '../../../platform/kit/socket-protocol.ts';
import { api } from '../../../platform/ui/api.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import { useRoomEvents } from '../../../platform/ui/use-room.tsx';
import type { Coupon, MakeCoupon } from '../protocol.ts';

export const shopCouponsKey = (shopId: string) => ['shop-coupons', shopId] as const;

/** Read again with each claim of the one that the room shows. */
export function useShopCoupons(shopId: string) {
  const queries = useQueryClient();
  const fact = useCallback(
    (stream: StreamName, { kind }: NumberedFact) => {
      if (stream === 'room' && kind.startsWith('coupon.'))
        void queries.invalidateQueries({ queryKey: shopCouponsKey(shopId) });
    },
    [queries, shopId],
  );
  useRoomEvents({ fact });
  return useQuery({
    queryKey: shopCouponsKey(shopId),
    queryFn: async () => (await api.get<{ coupons: Coupon[] }>(`/api/shops/${shopId}/coupons`)).coupons,
  });
}

export type CouponWish =
  | { readonly act: 'make'; readonly draft: Omit<MakeCoupon, 'id'> }
  | { readonly act: 'pin'; readonly couponId: string | null }
  | { readonly act: 'end'; readonly couponId: string };

/** Making shows it as well: the second command has an id of its own. */
export function useCouponActs(roomId: string, shopId: string) {
  const queries = useQueryClient();
  const done = () => void queries.invalidateQueries({ queryKey: shopCouponsKey(shopId) });
  const pin = useAct(
    (id: string, couponId: string | null) => api.post(`/api/rooms/${roomId}/coupon`, { id, couponId }),
    { onDone: done },
  );
  const act = useAct<CouponWish, string | undefined>(
    async (id, wish) => {
      if (wish.act === 'make')
        return (await api.post<Coupon>(`/api/shops/${shopId}/coupons`, { id, ...wish.draft })).id;
      if (wish.act === 'end') await api.post(`/api/coupons/${wish.couponId}/end`, { id });
      else await api.post(`/api/rooms/${roomId}/coupon`, { id, couponId: wish.couponId });
      return undefined;
    },
    {
      onDone: (madeId) => {
        done();
        if (madeId !== undefined) void pin.run(madeId);
      },
    },
  );
  return { run: act.run, busy: act.busy || pin.busy, error: act.error ?? pin.error };
}
