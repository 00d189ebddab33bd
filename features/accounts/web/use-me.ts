import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Me, TakeName } from '../protocol.ts';

export const meKey = ['me'] as const;

/** Who this browser is to the shop: a guest until a name is taken. */
export function useMe() {
  return useQuery({ queryKey: meKey, queryFn: () => api.get<Me>('/api/me'), staleTime: 60_000 });
}

/** Takes a name; the first one makes the account. Everything that depends on who one is must then be asked anew. */
export function useTakeName() {
  const queries = useQueryClient();
  return useAct((id, name: TakeName['name']) => api.post<Me>('/api/me/name', { id, name } satisfies TakeName), {
    onDone: (me) => queries.setQueryData(meKey, me),
  });
}
