import { ChevronRight, Clapperboard } from 'lucide-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '../../../platform/ui/badge.tsx';
import { Button } from '../../../platform/ui/button.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { TimeText } from '../../../platform/ui/time-text.tsx';
import type { Room } from '../protocol.ts';
import { useShopRooms } from './studio-api.ts';

/** The shop's shows: what is on the air, what is being prepared, what has been. */
export function StudioRoomList({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const rooms = useShopRooms(shopId);
  if (rooms.data === undefined) {
    if (rooms.isError) return <ErrorState text={refusalText(rooms.error)} onRetry={() => void rooms.refetch()} />;
    return (
      <div className="grid gap-3">
        {[1, 2, 3].map((row) => (
          <Skeleton key={row} className="h-24 rounded-card" />
        ))}
      </div>
    );
  }
  if (rooms.data.rooms.length === 0) {
    return <EmptyState icon={Clapperboard} title={t('rooms:studio.empty')} text={t('rooms:studio.emptyText')} />;
  }
  return (
    <div className="grid grid-cols-1 gap-8" data-testid="studio-rooms">
      {(['live', 'scheduled', 'ended'] as const).map((state) => (
        <RoomGroup key={state} state={state} rooms={rooms.data.rooms.filter((room) => room.state === state)} />
      ))}
    </div>
  );
}

/** Of what has been, the newest few: a year of shows does not stand between a host and the next one. */
const endedShownMax = 5;

function RoomGroup({ state, rooms }: { state: Room['state']; rooms: readonly Room[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (rooms.length === 0) return null;
  const shown = state === 'ended' && !all ? rooms.slice(0, endedShownMax) : rooms;
  return (
    <section className="grid grid-cols-1 gap-3">
      <h2 className="text-title font-extrabold">{t(`rooms:studio.state.${state}`)}</h2>
      <ul className="grid grid-cols-1 gap-3">
        {shown.map((room) => (
          <li key={room.id}>
            <RoomRow room={room} />
          </li>
        ))}
      </ul>
      {shown.length < rooms.length && (
        <Button look="plain" className="justify-self-center" onClick={() => setAll(true)}>
          {t('rooms:studio.older', { count: rooms.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

function RoomRow({ room }: { room: Room }) {
  const { t } = useTranslation();
  const act = { scheduled: 'prepare', live: 'goOn', ended: 'lookBack' } as const;
  return (
    <Link
      to={`/studio/${room.id}`}
      data-testid="studio-room"
      className={classNames(
        'flex items-center gap-4 rounded-card border bg-surface p-3 shadow-low transition hover:border-line-strong',
        room.state === 'live' ? 'border-accent' : 'border-line',
      )}
    >
      <StudioCover pictureId={room.coverPictureId} className="h-20 w-15 shrink-0 rounded-control" />
      <span className="grid min-w-0 flex-1 gap-1">
        {room.state === 'live' && (
          <span>
            <StudioStateBadge state={room.state} />
          </span>
        )}
        <span className="line-clamp-2 font-bold leading-snug">{room.title}</span>
        <span className="text-small text-muted">
          <RoomTime room={room} />
        </span>
      </span>
      <span
        className={classNames(
          'hidden min-h-11 items-center rounded-control px-4 text-small font-bold sm:inline-flex',
          room.state === 'ended' ? 'text-accent-text' : 'bg-accent text-on-accent',
        )}
      >
        {t(`rooms:studio.${act[room.state]}`)}
      </span>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-muted sm:hidden" />
    </Link>
  );
}

function RoomTime({ room }: { room: Room }) {
  const key = room.endedAt !== null ? 'endedAt' : room.liveAt !== null ? 'startedAt' : 'created';
  const at = room.endedAt ?? room.liveAt ?? room.createdAt;
  return <Trans i18nKey={`rooms:studio.${key}`} components={{ time: <TimeText at={at} /> }} />;
}

export function StudioStateBadge({ state }: { state: Room['state'] }) {
  const { t } = useTranslation();
  const tones = { scheduled: 'accent', live: 'live', ended: 'plain' } as const;
  return (
    <Badge tone={tones[state]} testId="studio-state">
      {t(`rooms:studio.state.${state}`)}
    </Badge>
  );
}

/** The show's cover, or the stall's own colour while there is none. */
export function StudioCover({ pictureId, className }: { pictureId: string | null; className: string }) {
  if (pictureId === null) {
    return (
      <span aria-hidden className={`grid place-items-center bg-accent-soft text-accent-text ${className}`}>
        <Clapperboard className="size-6" />
      </span>
    );
  }
  return <img src={`/pictures/${pictureId}/160.webp`} alt="" className={`bg-sunken object-cover ${className}`} />;
}
