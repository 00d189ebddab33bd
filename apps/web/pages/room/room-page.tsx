import { lazy, Suspense } from 'react';
import { useParams } from 'react-router';
import { useRoomInfo } from '../../../../features/rooms/web/use-rooms.ts';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { RoomProvider } from '../../../../platform/ui/use-room.tsx';
import { folds } from '../../../streams.ts';
import { RoomView } from './room-view.tsx';

/** Rare, and it brings the head of the other pages along, which a room does without. */
const UnknownRoom = lazy(async () => ({ default: (await import('./unknown-room.tsx')).UnknownRoom }));

export function RoomPage() {
  const { roomId = '' } = useParams();
  const info = useRoomInfo(roomId);
  if (info.error instanceof ApiRefusal && info.error.status < 500 && info.data === undefined) {
    return (
      <Suspense>
        <UnknownRoom />
      </Suspense>
    );
  }
  return (
    <RoomProvider key={roomId} roomId={roomId} folds={folds}>
      <RoomView info={info.data} roomId={roomId} />
    </RoomProvider>
  );
}
