import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { NumberedFact } from '../../../platform/kit/fact.ts';
import type { StreamName } from '../../../platform/kit/socket-protocol.ts';
import { api } from '../../../platform/ui/api.ts';
import { askAgain } from '../../../platform/ui/ask-again.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import { useRoomEvents } from '../../../platform/ui/use-room.tsx';
import type { MakeOffer, Offer } from '../protocol.ts';

const keyOf = (roomId: string) => ['room-offers', roomId] as const;

/** Read again when one is made or taken back, and with each order, which may have used one or given it back. */
export function useOffers(roomId: string) {
  const queries = useQueryClient();
  const fact = useCallback(
    (stream: StreamName, { kind }: NumberedFact) => {
      if (stream === 'staff' && (kind.startsWith('order.') || kind === 'coupon.offers_changed'))
        void askAgain(queries, keyOf(roomId));
    },
    [queries, roomId],
  );
  useRoomEvents({ fact });
  return useQuery({
    queryKey: keyOf(roomId),
    queryFn: async () => (await api.get<{ offers: Offer[] }>(`/api/rooms/${roomId}/offers`)).offers,
  });
}

export function useMakeOffer(roomId: string, onDone: (offer: Offer) => void) {
  const queries = useQueryClient();
  return useAct(
    (id: string, wanted: Omit<MakeOffer, 'id'>) => api.post<Offer>(`/api/rooms/${roomId}/offers`, { id, ...wanted }),
    {
      onDone: (offer) => {
        void askAgain(queries, keyOf(roomId));
        onDone(offer);
      },
    },
  );
}

/** Before its time; what an order uses already stays with that order. */
export function useWithdrawOffer(roomId: string) {
  const queries = useQueryClient();
  return useAct((id: string, offerId: string) => api.post(`/api/coupons/${offerId}/end`, { id }), {
    onDone: () => void askAgain(queries, keyOf(roomId)),
  });
}
