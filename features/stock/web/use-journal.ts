import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { type ActOptions, useAct } from '../../../platform/ui/use-act.ts';
import type { Journal, JournalReason } from '../protocol.ts';

const keyOf = (skuId: string) => ['stock-journal', skuId] as const;

export function useJournal(skuId: string) {
  return useQuery({ queryKey: keyOf(skuId), queryFn: () => api.get<Journal>(`/api/skus/${skuId}/journal`) });
}

export interface StockChangeWish {
  readonly reason: JournalReason;
  /** What came or went, or what was counted. */
  readonly units: number;
  readonly note: string;
}

/** A count sets the units, everything else adds or takes away. */
export function useChangeStock(skuId: string, told: ActOptions<unknown>) {
  const queries = useQueryClient();
  return useAct(
    (id, { reason, units, note }: StockChangeWish) =>
      reason === 'counted'
        ? api.put<unknown>(`/api/skus/${skuId}/stock`, { id, onHand: units })
        : api.post<unknown>(`/api/skus/${skuId}/adjustments`, { id, units, reason, note }),
    {
      ...told,
      onDone: (answer) => {
        void queries.invalidateQueries({ queryKey: keyOf(skuId) });
        void queries.invalidateQueries({ queryKey: ['product'] });
        void queries.invalidateQueries({ queryKey: ['shop-products'] });
        told.onDone?.(answer);
      },
    },
  );
}
