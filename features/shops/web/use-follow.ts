import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { useAct } from '../../../platform/ui/use-act.ts';
import type { Follow, FollowKind } from '../following.ts';

/** How many follow a shop or a host, whether one does, and the act itself. What one follows decides what one sees. */
export function useFollow(kind: FollowKind, followedId: string) {
  const queries = useQueryClient();
  const path = `/api/follows/${kind}/${followedId}`;
  const queryKey = ['follows', kind, followedId];
  const follow = useQuery({ queryKey, queryFn: () => api.get<Follow>(path) });
  const set = useAct((id, following: boolean) => api.put<Follow>(path, { id, following }), {
    onDone(answer) {
      queries.setQueryData(queryKey, answer);
      for (const list of ['rooms', 'hosts', 'door']) void queries.invalidateQueries({ queryKey: [list] });
    },
  });
  return { follow: follow.data, set };
}
