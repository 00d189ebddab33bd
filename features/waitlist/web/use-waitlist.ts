import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { NumberedFact } from '../../../platform/kit/fact.ts';
import type { StreamName } from '../../../platform/kit/socket-protocol.ts';
import { api } from '../../../platform/ui/api.ts';
import { askAgain } from '../../../platform/ui/ask-again.ts';
import { type ActOptions, useAct } from '../../../platform/ui/use-act.ts';
import { useRoomEvents } from '../../../platform/ui/use-room.tsx';
import type { OwnPlace, SkuWaiting } from '../protocol.ts';

const ownKey = ['waitlist'] as const;
/** Others leave and move up without a word to those behind them; a turn ends by itself. */
const lookAgainMs = 5_000;
const none: readonly OwnPlace[] = [];

/** One's own places; looked at again while there are any. */
export function useOwnPlaces(named: boolean): readonly OwnPlace[] {
  const own = useQuery({
    queryKey: ownKey,
    queryFn: async () => (await api.get<{ places: OwnPlace[] }>('/api/me/waitlist')).places,
    enabled: named,
    refetchInterval: (query) => ((query.state.data?.length ?? 0) > 0 ? lookAgainMs : false),
  });
  return own.data ?? none;
}

/** Inside a RoomProvider: reads them again the moment that the person's own stream speaks of one. */
export function useWaitlistNews(): void {
  const queries = useQueryClient();
  const fact = useCallback(
    (stream: StreamName, { kind }: NumberedFact) => {
      if (stream === 'person' && kind.startsWith('waitlist.')) void askAgain(queries, ownKey);
    },
    [queries],
  );
  useRoomEvents({ fact });
}

export function useJoin(skuId: string) {
  const queries = useQueryClient();
  return useAct((id, quantity: number) => api.post<OwnPlace>(`/api/skus/${skuId}/waitlist`, { id, quantity }), {
    onDone: () => void askAgain(queries, ownKey),
  });
}

export function useLeave(skuId: string, told: ActOptions<object> = {}) {
  const queries = useQueryClient();
  return useAct((id, _nothing: null) => api.post<object>(`/api/skus/${skuId}/waitlist/leave`, { id }), {
    ...told,
    onDone: (answer) => {
      void askAgain(queries, ownKey);
      told.onDone?.(answer);
    },
  });
}

/** For the shop's staff: how many wait, by SKU. */
export function useShopWaiting(shopId: string) {
  return useQuery({
    queryKey: ['shop-waitlist', shopId],
    queryFn: async () => (await api.get<{ skus: SkuWaiting[] }>(`/api/shops/${shopId}/waitlist`)).skus,
    refetchInterval: 2 * lookAgainMs,
  });
}
