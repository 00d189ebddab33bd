import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '../../../platform/ui/badge.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { Monogram } from '../../../platform/ui/monogram.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { Room } from '../protocol.ts';
import { CoverPicture, NoCover } from './cover-picture.tsx';
import { DemoRoomBadge } from './demo-room-badge.tsx';

/** A room as one sees it from outside: its cover, whose it is, and whether it is worth going in now. */
export function RoomCard({ room, shopName }: { room: Room; shopName: string | undefined }) {
  return (
    <Link
      to={`/rooms/${room.id}`}
      data-testid="room-card"
      className={classNames(
        'group relative flex aspect-[3/4] flex-col overflow-hidden rounded-card bg-sunken text-on-stage shadow-low',
        'transition duration-300 ease-settle hover:-translate-y-1 hover:shadow-high',
      )}
    >
      <RoomCover room={room} width={480} />
      <div className="absolute start-3 top-3 flex gap-1.5">
        <RoomBadge room={room} />
      </div>
      <div className="scrim-foot relative mt-auto px-3.5 pt-14 pb-3.5">
        <h3 className="line-clamp-2 font-bold leading-snug tracking-normal">{room.title}</h3>
        <p className="mt-1.5 flex items-center gap-1.5 text-tiny font-medium">
          <Monogram name={room.hostName} className="size-5 text-[0.5625rem]" />
          <span className="truncate">{shopName ?? room.hostName}</span>
        </p>
        {room.endedAt !== null && (
          <p className="mt-1 text-tiny">
            <TimeText at={room.endedAt} form="day" />
          </p>
        )}
      </div>
    </Link>
  );
}

export function RoomBadge({ room }: { room: Room }) {
  const { t } = useTranslation();
  return (
    <>
      {room.state === 'live' ? (
        <Badge tone="live">{t('rooms:room.live')}</Badge>
      ) : (
        <Badge tone="glass">{t(room.state === 'ended' ? 'rooms:card.ended' : 'rooms:card.scheduled')}</Badge>
      )}
      {room.demo && <DemoRoomBadge />}
    </>
  );
}

export function RoomCover({ room, width }: { room: Room; width: 480 | 1080 }) {
  if (room.coverPictureId === null) return <NoCover />;
  return (
    <CoverPicture
      pictureId={room.coverPictureId}
      width={width}
      className={classNames(
        'transition duration-500 group-hover:scale-105',
        room.state === 'ended' && 'opacity-75 saturate-50',
      )}
    />
  );
}
