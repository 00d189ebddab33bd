import { Store } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '../../../platform/ui/badge.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { Room } from '../protocol.ts';

/** A room as one sees it from outside: its cover, and whether it is worth going in now. */
export function RoomCard({
  room,
  shopName,
  className,
}: {
  room: Room;
  shopName: string | undefined;
  className?: string;
}) {
  const { t } = useTranslation();
  return (
    <Link
      to={`/rooms/${room.id}`}
      data-testid="room-card"
      className={classNames(
        'group relative flex flex-col overflow-hidden rounded-card bg-stage text-on-stage shadow-low',
        'transition duration-300 ease-settle hover:-translate-y-1 hover:shadow-high',
        className ?? 'aspect-[3/4]',
      )}
    >
      <Cover pictureId={room.coverPictureId} dim={room.state === 'ended'} />
      <div className="absolute start-3 top-3">
        {room.state === 'live' ? (
          <Badge tone="live">{t('rooms:room.live')}</Badge>
        ) : (
          <Badge tone="glass">{t(room.state === 'ended' ? 'rooms:card.ended' : 'rooms:card.scheduled')}</Badge>
        )}
      </div>
      <div className="relative mt-auto bg-linear-to-t from-stage via-stage/75 to-transparent px-3.5 pt-12 pb-3.5">
        <h3 className={classNames('line-clamp-2 font-bold leading-snug', className && 'text-title')}>{room.title}</h3>
        <p className="mt-0.5 truncate text-small opacity-85">{shopName ?? room.hostName}</p>
        {room.endedAt !== null && (
          <p className="text-tiny opacity-75">
            <TimeText at={room.endedAt} form="day" />
          </p>
        )}
      </div>
    </Link>
  );
}

function Cover({ pictureId, dim }: { pictureId: string | null; dim: boolean }) {
  if (pictureId === null) {
    return (
      <div className="absolute inset-0 grid place-items-center bg-accent-strong text-on-accent">
        <Store aria-hidden className="size-14 opacity-60" />
      </div>
    );
  }
  return (
    <img
      src={`/pictures/${pictureId}/480.webp`}
      alt=""
      loading="lazy"
      className={`absolute inset-0 size-full object-cover transition duration-500 group-hover:scale-105 ${dim ? 'opacity-60 saturate-50' : ''}`}
    />
  );
}
