import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { NumberedFact } from '../../../platform/kit/fact.ts';
import type { StreamName } from '../../../platform/kit/socket-protocol.ts';
import { api } from '../../../platform/ui/api.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import { useRoomEvents } from '../../../platform/ui/use-room.tsx';
import type { Deal, SetUpDeal } from '../protocol.ts';

const keyOf = (roomId: string) => ['room-deals', roomId] as const;

/** The room's deals for its staff; read again when the room is told of one. */
export function useStudioDeals(roomId: string) {
  const queries = useQueryClient();
  const fact = useCallback(
    (stream: StreamName, { kind }: NumberedFact) => {
      if (stream === 'room' && kind.startsWith('deal.')) void queries.invalidateQueries({ queryKey: keyOf(roomId) });
    },
    [queries, roomId],
  );
  useRoomEvents({ fact });
  return useQuery({
    queryKey: keyOf(roomId),
    queryFn: async () => (await api.get<{ deals: Deal[] }>(`/api/rooms/${roomId}/deals`)).deals,
  });
}

export type DealWish =
  | { readonly act: 'set up'; readonly draft: Omit<SetUpDeal, 'id'>; readonly announce: boolean }
  | { readonly act: 'announce' | 'end' | 'drop'; readonly dealId: string };

/** One wish at a time. Setting up and announcing at once is two commands: the second has the deal's id and its own. */
export function useDealActs(roomId: string) {
  const queries = useQueryClient();
  const done = () => void queries.invalidateQueries({ queryKey: keyOf(roomId) });
  const announce = useAct((id: string, dealId: string) => api.post(`/api/deals/${dealId}/announce`, { id }), {
    onDone: done,
  });
  const act = useAct<DealWish, { announce: string | null }>(
    async (id, wish) => {
      if (wish.act !== 'set up') {
        await api.post(`/api/deals/${wish.dealId}/${wish.act}`, { id });
        return { announce: null };
      }
      const deal = await api.post<Deal>(`/api/rooms/${roomId}/deals`, { id, ...wish.draft });
      return { announce: wish.announce ? deal.id : null };
    },
    {
      onDone: ({ announce: dealId }) => {
        if (dealId === null) return done();
        // It stands there as prepared, whatever becomes of the announcement.
        done();
        void announce.run(dealId);
      },
    },
  );
  return { run: act.run, busy: act.busy || announce.busy, error: act.error ?? announce.error };
}
