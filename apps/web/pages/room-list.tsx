import type { Room, RoomState } from '../../../features/rooms/protocol.ts';
import { RoomCard } from '../../../features/rooms/web/room-card.tsx';

interface RoomListProps {
  state: RoomState;
  demo?: boolean;
  title: string;
  rooms: readonly Room[];
  shopName(room: Room): string | undefined;
}

/** Shows of one kind side by side; on a phone they are swiped. */
export function RoomList({ state, demo, title, rooms, shopName }: RoomListProps) {
  const shown = rooms.filter((room) => room.state === state);
  if (shown.length === 0) return null;
  return (
    <section data-testid={demo ? 'rooms-demo' : `rooms-${state}`} className="min-w-0">
      <h2 className="mb-4 text-title font-extrabold">{title}</h2>
      <ul className="-mx-4 flex snap-x scroll-px-4 gap-3 overflow-x-auto px-4 pb-2 lg:mx-0 lg:grid lg:grid-cols-5 lg:gap-5 lg:overflow-visible lg:px-0">
        {shown.map((room) => (
          <li key={room.id} className="w-40 shrink-0 snap-start sm:w-48 lg:w-auto">
            <RoomCard room={room} shopName={shopName(room)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
