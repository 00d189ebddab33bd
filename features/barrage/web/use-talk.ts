import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { api } from '../../../platform/ui/api.ts';
import { newId } from '../../../platform/ui/ids.ts';
import { useRoom, useRoomConnection } from '../../../platform/ui/use-room.tsx';

const pastLines = 60;

/** The room's newest lines: what was said before one came in, and what is said since. */
export function useTalk(): readonly TalkLine[] {
  const connection = useRoomConnection();
  const past = useQuery({
    queryKey: ['talk', connection.roomId],
    queryFn: () => api.get<{ lines: TalkLine[] }>(`/api/rooms/${connection.roomId}/talk?limit=${pastLines}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const lines = past.data?.lines;
  useEffect(() => {
    if (lines) connection.addTalk(lines);
  }, [connection, lines]);
  return useRoom((snapshot) => snapshot.talk);
}

/** Says a line: shown at once, taken back when the room refuses it. Rejects with the refusal. */
export function useSay(): (name: string, text: string) => Promise<void> {
  const connection = useRoomConnection();
  return useCallback(
    async (name, text) => {
      const id = newId();
      const offset = connection.snapshot().clockOffsetMs;
      const at = Date.now() + (Number.isFinite(offset) ? offset : 0);
      connection.addOwnTalk({ id, number: null, at, name, badge: null, text, saved: true });
      try {
        connection.addTalk([await connection.command<TalkLine>('barrage.send', { text }, id)]);
      } catch (error) {
        connection.removeTalk(id);
        throw error;
      }
    },
    [connection],
  );
}
