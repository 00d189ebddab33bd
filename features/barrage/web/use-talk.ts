import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { ReplyTo, TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { api } from '../../../platform/ui/api.ts';
import { newId } from '../../../platform/ui/ids.ts';
import { useRoom, useRoomConnection } from '../../../platform/ui/use-room.tsx';
import { learnNames } from './known-names.ts';

const pastLines = 60;
/** So many of them are drawn at once: all would hold up a slow phone's page for as long as one sees. */
const sliceLines = 12;
const sliceEveryMs = 60;

/** The room's newest lines: what was said before one came in, and what is said since. */
export function useTalk(): readonly TalkLine[] {
  const connection = useRoomConnection();
  const past = useQuery({
    queryKey: ['talk', connection.roomId],
    queryFn: () => api.get<{ lines: TalkLine[] }>(`/api/rooms/${connection.roomId}/talk?limit=${pastLines}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const lines = past.data?.lines;
  useEffect(() => (lines ? inSlices(lines, (slice) => connection.addTalk(slice)) : undefined), [connection, lines]);
  const talk = useRoom((snapshot) => snapshot.talk);
  learnNames(connection, talk);
  return talk;
}

/** The newest first. Returns the way to stop. */
function inSlices(lines: readonly TalkLine[], add: (slice: readonly TalkLine[]) => void): () => void {
  let left = lines.length;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    add(lines.slice(Math.max(0, left - sliceLines), left));
    left -= sliceLines;
    if (left > 0) timer = setTimeout(next, sliceEveryMs);
  };
  next();
  return () => clearTimeout(timer);
}

/** Says a line: shown at once, taken back when the room refuses it. Resolves to its id, or rejects with the refusal. */
export function useSay(): (name: string, text: string, reply?: ReplyTo) => Promise<string> {
  const connection = useRoomConnection();
  return useCallback(
    async (name, text, reply) => {
      const id = newId();
      const body = reply ? { text, replyTo: reply.id } : { text };
      const offset = connection.snapshot().clockOffsetMs;
      const at = Date.now() + (Number.isFinite(offset) ? offset : 0);
      connection.addOwnTalk({
        id,
        number: null,
        at,
        name,
        badge: null,
        text,
        saved: true,
        ...(reply ? { reply } : {}),
      });
      try {
        connection.addTalk([await connection.command<TalkLine>('barrage.send', body, id)]);
        return id;
      } catch (error) {
        connection.removeTalk(id);
        throw error;
      }
    },
    [connection],
  );
}
