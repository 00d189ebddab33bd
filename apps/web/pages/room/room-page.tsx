import { lazy, Suspense } from 'react';
import { useParams } from 'react-router';
import { useRoomInfo } from '../../../../features/rooms/web/use-rooms.ts';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { RoomProvider } from '../../../../platform/ui/use-room.tsx';
import { folds } from '../../../streams.ts';
import { RoomView } from './room-view.tsx';
import { preparePicture } from './stage-picture.tsx';

/** Rare, and it brings the head of the other pages along, which a room does without. */
const UnknownRoom = lazy(async () => ({ default: (await import('./unknown-room.tsx')).UnknownRoom }));

const ClosedRoom = lazy(async () => ({ default: (await import('./closed-room.tsx')).ClosedRoom }));
/** Whoever may be in the room no more gets these too, when the room is asked about again. */
const doors = ['room_followers_only', 'room_members_only'];

/** A picture that the page has begun to show must not be interrupted: the room comes with its player, or not yet. */
export async function prepareRoom(): Promise<void> {
  if (document.querySelector('[data-early-picture]')) await preparePicture();
}

export function RoomPage() {
  const { roomId = '' } = useParams();
  const info = useRoomInfo(roomId);
  if (info.error instanceof ApiRefusal && doors.includes(info.error.code)) {
    return (
      <Suspense>
        <ClosedRoom roomId={roomId} />
      </Suspense>
    );
  }
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
