import { ArrowRight, ShoppingBag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Room } from '../../../../features/rooms/protocol.ts';
import { RoomBadge, RoomCover } from '../../../../features/rooms/web/room-card.tsx';
import { useRoomsWith } from '../../../../features/rooms/web/use-rooms.ts';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';

/** The show that has the product in its bag: the one that is on, else the one that comes, else the last one. */
export function WhereSold({ productId }: { productId: string }) {
  const { t } = useTranslation();
  const rooms = useRoomsWith(productId);
  const room = rooms.data?.rooms[0];
  if (rooms.isPending) return <Skeleton className="h-26 rounded-card" />;
  if (!room) {
    return (
      <p className="rounded-card border border-dashed border-line-strong px-4 py-3 text-small text-muted">
        {t('rooms:sold.nowhere')}
      </p>
    );
  }
  return <RoomLine room={room} productId={productId} />;
}

function RoomLine({ room, productId }: { room: Room; productId: string }) {
  const { t } = useTranslation();
  const texts = { live: t('rooms:sold.live'), scheduled: t('rooms:sold.scheduled'), ended: t('rooms:sold.ended') };
  return (
    <Link
      to={`/rooms/${room.id}?product=${productId}`}
      data-testid="where-sold"
      data-state={room.state}
      className="group flex items-stretch gap-3 overflow-hidden rounded-card bg-accent text-on-accent shadow-low transition hover:bg-accent-strong"
    >
      <span className="relative w-22 shrink-0 overflow-hidden bg-stage text-on-stage">
        <RoomCover room={room} width={480} />
        <span className="absolute start-1.5 top-1.5">
          <RoomBadge room={room} />
        </span>
      </span>
      <span className="grid min-w-0 flex-1 content-center gap-0.5 py-4">
        <span className="flex items-center gap-2 font-bold">
          {room.state !== 'live' && <ShoppingBag aria-hidden className="size-5 shrink-0" />}
          {texts[room.state]}
        </span>
        <span className="truncate text-small">
          {room.title} · {room.hostName}
        </span>
      </span>
      <ArrowRight
        aria-hidden
        className="me-4 size-5 shrink-0 self-center transition group-hover:translate-x-0.5 rtl:rotate-180"
      />
    </Link>
  );
}
