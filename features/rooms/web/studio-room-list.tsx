import { ChevronRight, Clapperboard } from 'lucide-react';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '../../../platform/ui/badge.tsx';
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
    <ul className="grid gap-3" data-testid="studio-rooms">
      {rooms.data.rooms.map((room) => (
        <li key={room.id}>
          <RoomRow room={room} />
        </li>
      ))}
    </ul>
  );
}

function RoomRow({ room }: { room: Room }) {
  const { t } = useTranslation();
  const act = { scheduled: 'prepare', live: 'goOn', ended: 'lookBack' } as const;
  return (
    <Link
      to={`/studio/${room.id}`}
      data-testid="studio-room"
      className="flex items-center gap-4 rounded-card border border-line bg-surface p-3 shadow-low transition hover:border-line-strong"
    >
      <StudioCover pictureId={room.coverPictureId} className="h-20 w-15 shrink-0 rounded-control" />
      <span className="grid min-w-0 flex-1 gap-1">
        <span>
          <StudioStateBadge state={room.state} />
        </span>
        <span className="truncate font-bold">{room.title}</span>
        <span className="text-small text-muted">
          <RoomTime room={room} />
        </span>
      </span>
      <span className="hidden text-small font-bold text-accent-text sm:inline">
        {t(`rooms:studio.${act[room.state]}`)}
      </span>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-muted" />
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
