import { useEffect } from 'react';
import { useRoomConnection, useStreamPart } from '../../../platform/ui/use-room.tsx';
import type { ModerationView } from '../moderation-view.ts';

/** Keeps removed lines off every screen of the page, and says how slow the room is. Inside a RoomProvider. */
export function useModerated(): ModerationView {
  const connection = useRoomConnection();
  const view = useStreamPart<ModerationView>('room', 'moderation');
  useEffect(() => connection.removeTalk(...view.removed), [connection, view.removed]);
  return view;
}
