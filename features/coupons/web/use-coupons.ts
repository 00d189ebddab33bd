import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { NumberedFact } from '../../../platform/kit/fact.ts';
import type { StreamName } from '../../../platform/kit/socket-protocol.ts';
import { api } from '../../../platform/ui/api.ts';
import { askAgain } from '../../../platform/ui/ask-again.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import { useRoomEvents } from '../../../platform/ui/use-room.tsx';
import type { Claim } from '../protocol.ts';

const keyOf = (shopId: string) => ['my-coupons', shopId] as const;

/** What one holds of the shop. */
export function useMyCoupons(shopId: string, known: boolean): readonly Claim[] {
  return useMyClaims(shopId, known) ?? none;
}

/** The same, undefined before it is known; read again when one is offered or taken back, and after an order, which may have used some. */
export function useMyClaims(shopId: string, known: boolean): readonly Claim[] | undefined {
  const queries = useQueryClient();
  const fact = useCallback(
    (stream: StreamName, { kind }: NumberedFact) => {
      if (stream === 'person' && (kind.startsWith('order.') || kind.startsWith('coupon.')))
        void askAgain(queries, keyOf(shopId));
    },
    [queries, shopId],
  );
  useRoomEvents({ fact });
  const mine = useQuery({
    queryKey: keyOf(shopId),
    queryFn: async () => (await api.get<{ claims: Claim[] }>(`/api/me/coupons?shopId=${shopId}`)).claims,
    enabled: known,
  });
  return mine.data;
}

const none: readonly Claim[] = [];

export function useClaimCoupon(shopId: string) {
  const queries = useQueryClient();
  return useAct((id: string, couponId: string) => api.post<Claim>(`/api/coupons/${couponId}/claim`, { id }), {
    onDone: () => void askAgain(queries, keyOf(shopId)),
  });
}
