import { Store } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '../../../platform/ui/badge.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { Room } from '../protocol.ts';
import { CoverPicture } from './cover-picture.tsx';

/** A room as one sees it from outside: its cover, and whether it is worth going in now. */
export function RoomCard({ room, shopName, large }: { room: Room; shopName: string | undefined; large?: boolean }) {
  const { t } = useTranslation();
  const Heading = large ? 'h2' : 'h3';
  return (
    <Link
      to={`/rooms/${room.id}`}
      data-testid="room-card"
      className={classNames(
        'group relative flex flex-col overflow-hidden rounded-card bg-sunken text-on-stage shadow-low',
        'transition duration-300 ease-settle hover:-translate-y-1 hover:shadow-high',
        large ? 'aspect-[4/5] max-h-[62dvh] sm:aspect-[4/3]' : 'aspect-[3/4]',
      )}
    >
      <Cover pictureId={room.coverPictureId} width={large ? 1080 : 480} dim={room.state === 'ended'} />
      <div className="absolute start-3 top-3">
        {room.state === 'live' ? (
          <Badge tone="live">{t('rooms:room.live')}</Badge>
        ) : (
          <Badge tone="glass">{t(room.state === 'ended' ? 'rooms:card.ended' : 'rooms:card.scheduled')}</Badge>
        )}
      </div>
      <div className="relative mt-auto bg-linear-to-t from-stage via-stage/75 to-transparent px-3.5 pt-12 pb-3.5">
        <Heading className={classNames('line-clamp-2 font-bold leading-snug', large && 'text-title')}>
          {room.title}
        </Heading>
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

function Cover({ pictureId, width, dim }: { pictureId: string | null; width: 480 | 1080; dim: boolean }) {
  if (pictureId === null) {
    return (
      <div className="absolute inset-0 grid place-items-center bg-accent-strong text-on-accent">
        <Store aria-hidden className="size-14 opacity-60" />
      </div>
    );
  }
  return (
    <CoverPicture
      pictureId={pictureId}
      width={width}
      className={classNames('transition duration-500 group-hover:scale-105', dim && 'opacity-60 saturate-50')}
    />
  );
}
