import { Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Room } from '../../../../features/rooms/protocol.ts';
import { useRooms } from '../../../../features/rooms/web/use-rooms.ts';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { PolicyFooter } from '../policy/policy-footer.tsx';
import { RoomHero } from '../room-hero.tsx';
import { RoomList } from '../room-list.tsx';
import { SiteHeader } from '../site-header.tsx';
import { HeroBag } from './hero-bag.tsx';
import { Mall } from './mall.tsx';
import { OpenShopEntry } from './open-shop-entry.tsx';

export function HomePage() {
  const { t } = useTranslation();
  const rooms = useRooms();
  const shops = useShops().data?.shops ?? [];
  const listed = rooms.data?.rooms ?? [];
  const onlyDemo = shops.every((shop) => shop.demo);
  // Beside a real shop the demonstration is only something to look around in.
  const demos = onlyDemo ? [] : listed.filter((room) => room.demo);
  const all = onlyDemo ? listed : listed.filter((room) => !room.demo);
  const first = all.find((room) => room.state === 'live');
  const shopName = (room: Room) => shops.find((shop) => shop.id === room.shopId)?.name;
  const beside = first !== undefined || rooms.isPending;
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-6xl gap-12 px-4 pt-6 pb-20 lg:gap-16 lg:pt-10">
        <OfflineNotice />
        <div className={beside ? 'grid gap-6 lg:grid-cols-[1fr_26rem] lg:items-center lg:gap-16' : 'grid gap-6'}>
          <div className="grid gap-3 lg:gap-5">
            <h1 className="text-display font-extrabold">
              {t(first || !rooms.data ? 'web:home.title' : 'web:home.titleQuiet')}
            </h1>
            <p className="max-w-prose text-muted lg:text-lead">{t('web:home.lead')}</p>
            {onlyDemo && shops.length > 0 && (
              <p className="w-fit rounded-control bg-warn-soft px-3 py-1.5 text-small font-semibold text-warn">
                {t('web:home.demo')}
              </p>
            )}
            {first && <HeroBag room={first} />}
          </div>
          {first && <RoomHero room={first} shopName={shopName(first)} />}
          {rooms.isPending && <Skeleton className="aspect-[4/5] max-h-[68dvh] w-full rounded-sheet lg:aspect-[5/6]" />}
        </div>
        <OpenShopEntry />
        {rooms.isError && !rooms.data && <ErrorState text={t('web:home.failed')} onRetry={rooms.refetch} />}
        {rooms.data && listed.length === 0 && (
          <EmptyState icon={Radio} title={t('web:home.empty')} text={t('web:home.emptyText')} />
        )}
        <RoomList
          state="live"
          title={t('web:home.live')}
          rooms={all.filter((room) => room !== first)}
          shopName={shopName}
        />
        <RoomList state="scheduled" title={t('web:home.upcoming')} rooms={all} shopName={shopName} />
        {shops
          .filter((shop) => onlyDemo || !shop.demo)
          .map((shop) => (
            <Mall key={shop.id} shop={shop} />
          ))}
        <RoomList state="ended" title={t('web:home.ended')} rooms={all} shopName={shopName} />
        <RoomList state="live" demo title={t('web:home.demos')} rooms={demos} shopName={shopName} />
        <PolicyFooter shops={shops} />
      </main>
    </>
  );
}
