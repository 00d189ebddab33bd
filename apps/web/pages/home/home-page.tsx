import { Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Room, RoomState } from '../../../../features/rooms/protocol.ts';
import { RoomCard } from '../../../../features/rooms/web/room-card.tsx';
import { useRooms } from '../../../../features/rooms/web/use-rooms.ts';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { SiteHeader } from '../site-header.tsx';

export function HomePage() {
  const { t } = useTranslation();
  const rooms = useRooms();
  const shops = useShops().data?.shops ?? [];
  const all = rooms.data?.rooms ?? [];
  const first = all.find((room) => room.state === 'live');
  const shopName = (room: Room) => shops.find((shop) => shop.id === room.shopId)?.name;
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-6xl gap-10 px-4 pt-6 pb-16 lg:pt-10">
        <div className="grid gap-6 lg:grid-cols-2 lg:items-center lg:gap-12">
          <div className="grid gap-3">
            <h1 className="text-display font-black">
              {t(first || !rooms.data ? 'web:home.title' : 'web:home.titleQuiet')}
            </h1>
            <p className="max-w-prose text-muted lg:text-title">{t('web:home.lead')}</p>
            {shops.some((shop) => shop.demo) && (
              <p className="w-fit rounded-control bg-warn-soft px-3 py-1.5 text-small font-semibold text-warn">
                {t('web:home.demo')}
              </p>
            )}
          </div>
          {first && <RoomCard room={first} shopName={shopName(first)} large />}
        </div>
        {rooms.isPending && <LoadingRooms />}
        {rooms.isError && !rooms.data && <ErrorState text={t('web:home.failed')} onRetry={rooms.refetch} />}
        {rooms.data && all.length === 0 && (
          <EmptyState icon={Radio} title={t('web:home.empty')} text={t('web:home.emptyText')} />
        )}
        <RoomList
          state="live"
          title={t('web:home.live')}
          rooms={all.filter((room) => room !== first)}
          shopName={shopName}
        />
        <RoomList state="scheduled" title={t('web:home.upcoming')} rooms={all} shopName={shopName} />
        <RoomList state="ended" title={t('web:home.ended')} rooms={all} shopName={shopName} />
      </main>
    </>
  );
}

interface RoomListProps {
  state: RoomState;
  title: string;
  rooms: readonly Room[];
  shopName(room: Room): string | undefined;
}

function RoomList({ state, title, rooms, shopName }: RoomListProps) {
  const shown = rooms.filter((room) => room.state === state);
  if (shown.length === 0) return null;
  return (
    <section data-testid={`rooms-${state}`}>
      <h2 className="mb-3 text-title font-extrabold">{title}</h2>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5 lg:gap-5">
        {shown.map((room) => (
          <RoomCard key={room.id} room={room} shopName={shopName(room)} />
        ))}
      </div>
    </section>
  );
}

function LoadingRooms() {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5 lg:gap-5">
      {[1, 2, 3, 4, 5].map((card) => (
        <Skeleton key={card} className="aspect-[3/4] rounded-card" />
      ))}
    </div>
  );
}
