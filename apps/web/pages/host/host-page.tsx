import { UserRoundX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ProductGrid } from '../../../../features/catalog/web/product-grid.tsx';
import type { Host, Room } from '../../../../features/rooms/protocol.ts';
import { useHost } from '../../../../features/rooms/web/use-rooms.ts';
import { DemoBadge } from '../../../../features/shops/web/demo-badge.tsx';
import { useShops } from '../../../../features/shops/web/use-shops.ts';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { Monogram } from '../../../../platform/ui/monogram.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { FollowThis } from '../follow.tsx';
import { RoomHero } from '../room-hero.tsx';
import { RoomList } from '../room-list.tsx';
import { SiteHeader } from '../site-header.tsx';
import { LaterHostTrust } from '../trust/later-trust.tsx';

/** Who somebody is as a host: the name, the shop, the show that is on, those that were, and what was shown. */
export function HostPage() {
  const { t } = useTranslation();
  const { hostId = '' } = useParams();
  const host = useHost(hostId);
  usePageTitle(host.data?.name);
  const unknown = host.error instanceof ApiRefusal && host.error.status < 500;
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-6xl gap-12 px-4 pt-6 pb-20 lg:pt-10">
        <OfflineNotice />
        {host.isPending && <HostSkeleton />}
        {unknown && (
          <EmptyState icon={UserRoundX} title={t('rooms:host.unknown')} text={t('rooms:host.unknownText')}>
            <LinkButton to="/">{t('web:notFound.home')}</LinkButton>
          </EmptyState>
        )}
        {host.isError && !unknown && !host.data && <ErrorState text={t('rooms:host.failed')} onRetry={host.refetch} />}
        {host.data && <HostShown host={host.data} />}
      </main>
    </>
  );
}

function HostShown({ host }: { host: Host }) {
  const { t } = useTranslation();
  const shops = useShops().data?.shops ?? [];
  const shopName = (room: Room) => shops.find((shop) => shop.id === room.shopId)?.name;
  const live = host.rooms.find((room) => room.state === 'live');
  const past = host.rooms.filter((room) => room.state === 'ended').length;
  const shopIds = [...new Set(host.rooms.map((room) => room.shopId))];
  const names = [...new Set(host.rooms.map(shopName))].filter((name) => name !== undefined);
  return (
    <>
      <div className={live ? 'grid gap-8 lg:grid-cols-[1fr_26rem] lg:items-center lg:gap-16' : ''}>
        <header data-testid="host-head" className="flex min-w-0 items-center gap-4 sm:gap-6">
          <Monogram
            name={host.name}
            className={`size-20 text-price sm:size-28 sm:text-display ${live ? 'ring-3 ring-live ring-offset-4 ring-offset-paper' : ''}`}
          />
          <div className="min-w-0">
            <h1 className="text-display font-extrabold">{host.name}</h1>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted">
              {[...names, past > 0 && t('rooms:host.past', { count: past })].filter(Boolean).join(' · ')}
              {shopIds.map((id) => (
                <DemoBadge key={id} shopId={id} />
              ))}
            </p>
            <div className="mt-2 flex flex-wrap gap-x-4 gap-y-2">
              <FollowThis kind="host" id={host.id} name={host.name} />
              {shopIds.map((id) => (
                <FollowThis key={id} kind="shop" id={id} name={shops.find((shop) => shop.id === id)?.name ?? ''} />
              ))}
            </div>
          </div>
        </header>
        {live && <RoomHero room={live} shopName={shopName(live)} />}
      </div>
      <RoomList state="scheduled" title={t('web:home.upcoming')} rooms={host.rooms} shopName={shopName} />
      <LaterHostTrust hostId={host.id} name={host.name} shopIds={shopIds} />
      {host.products.length > 0 && (
        <section data-testid="host-products">
          <h2 className="mb-4 text-title font-extrabold">{t('rooms:host.products')}</h2>
          <ProductGrid products={host.products} />
        </section>
      )}
      <RoomList state="ended" title={t('rooms:host.pastShows')} rooms={host.rooms} shopName={shopName} />
    </>
  );
}

function HostSkeleton() {
  return (
    <div className="flex items-center gap-4 sm:gap-6">
      <Skeleton className="size-20 rounded-full sm:size-28" />
      <div className="grid gap-2">
        <Skeleton className="h-10 w-52" />
        <Skeleton className="h-5 w-36" />
      </div>
    </div>
  );
}
