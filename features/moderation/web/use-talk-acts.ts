import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../platform/ui/api.ts';
import { type Act, useAct } from '../../../platform/ui/use-act.ts';
import { useRoomConnection } from '../../../platform/ui/use-room.tsx';
import type { Mute, MutePerson, RemoveLine, SetSlow, Unmute } from '../protocol.ts';

const mutesKey = (roomId: string) => ['mutes', roomId] as const;

/** An act over the room's socket; each changes what the list of mutes says. */
export function useTalkAct<B extends object, A>(name: string, onDone?: (answer: A) => void): Act<B, A> {
  const connection = useRoomConnection();
  const queries = useQueryClient();
  return useAct((id, body: B) => connection.command<A>(name, body as Record<string, unknown>, id), {
    onDone(answer) {
      void queries.invalidateQueries({ queryKey: mutesKey(connection.roomId) });
      onDone?.(answer);
    },
  });
}

export const useRemove = (onDone: () => void) => useTalkAct<RemoveLine, object>('talk.remove', onDone);
export const useMute = (onDone: (mute: Mute) => void) => useTalkAct<MutePerson, Mute>('talk.mute', onDone);
export const useUnmute = (onDone?: () => void) => useTalkAct<Unmute, object>('talk.unmute', onDone);
export const useSetSlow = () => useTalkAct<SetSlow, object>('talk.slow');

/** Who says nothing here for now. */
export function useMutes(open: boolean) {
  const { roomId } = useRoomConnection();
  return useQuery({
    queryKey: mutesKey(roomId),
    queryFn: () => api.get<{ mutes: Mute[] }>(`/api/rooms/${roomId}/mutes`),
    enabled: open,
  });
}
