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
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-6xl gap-10 px-4 pt-6 pb-16">
        <div className="grid gap-2">
          <h1 className="text-display font-black">{t('web:home.title')}</h1>
          <p className="max-w-prose text-muted">{t('web:home.lead')}</p>
          {shops.some((shop) => shop.demo) && (
            <p className="w-fit rounded-control bg-warn-soft px-3 py-1.5 text-small font-semibold text-warn">
              {t('web:home.demo')}
            </p>
          )}
        </div>
        {rooms.isPending && <LoadingRooms />}
        {rooms.isError && !rooms.data && <ErrorState text={t('web:home.failed')} onRetry={rooms.refetch} />}
        {rooms.data?.rooms.length === 0 && (
          <EmptyState icon={Radio} title={t('web:home.empty')} text={t('web:home.emptyText')} />
        )}
        {rooms.data && rooms.data.rooms.length > 0 && (
          <RoomLists rooms={rooms.data.rooms} shopName={(id) => shops.find((shop) => shop.id === id)?.name} />
        )}
      </main>
    </>
  );
}

function RoomLists({ rooms, shopName }: { rooms: readonly Room[]; shopName: (shopId: string) => string | undefined }) {
  const { t } = useTranslation();
  const lists: { state: RoomState; title: string; empty?: string }[] = [
    { state: 'live', title: t('web:home.live'), empty: t('web:home.emptyLive') },
    { state: 'scheduled', title: t('web:home.upcoming') },
    { state: 'ended', title: t('web:home.ended') },
  ];
  return lists.map(({ state, title, empty }) => {
    const shown = rooms.filter((room) => room.state === state);
    if (shown.length === 0 && empty === undefined) return null;
    return (
      <section key={state} data-testid={`rooms-${state}`}>
        <h2 className="mb-3 text-title font-extrabold">{title}</h2>
        {shown.length === 0 && <p className="text-muted">{empty}</p>}
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4 lg:gap-5">
          {shown.map((room) => (
            <RoomCard key={room.id} room={room} shopName={shopName(room.shopId)} />
          ))}
        </div>
      </section>
    );
  });
}

function LoadingRooms() {
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4 lg:gap-5">
      {[1, 2, 3, 4].map((card) => (
        <Skeleton key={card} className="aspect-[3/4] rounded-card" />
      ))}
    </div>
  );
}
