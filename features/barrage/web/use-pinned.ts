import { useCallback } from 'react';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { toast } from '../../../platform/ui/toast.tsx';
import { useRoomConnection, useStreamPart } from '../../../platform/ui/use-room.tsx';
import type { TalkView } from '../barrage-view.ts';

/** The id of the line that stands above the talk. */
export function usePinnedId(): string | null {
  return useStreamPart<TalkView>('room', 'barrage').pinnedId;
}

/** For those who run the room: puts a line up, or with null takes it down. */
export function usePinLine(): (lineId: string | null) => Promise<void> {
  const connection = useRoomConnection();
  return useCallback(
    async (lineId) => {
      const done =
        lineId === null ? connection.command('barrage.unpin', {}) : connection.command('barrage.pin', { lineId });
      await done.catch((error) => toast(refusalText(error), 'bad'));
    },
    [connection],
  );
}
