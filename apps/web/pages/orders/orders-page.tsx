import { Package } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { OwnAfter } from '../../../../features/fulfilment/web/own-after.tsx';
import type { Order } from '../../../../features/orders/protocol.ts';
import { OrderLinkLine } from '../../../../features/orders/web/order-link.tsx';
import { OwnOrder } from '../../../../features/orders/web/own-order.tsx';
import { useOwnOrders } from '../../../../features/orders/web/use-own-orders.ts';
import { DemoBadge } from '../../../../features/shops/web/demo-badge.tsx';
import { OwnPlaces } from '../../../../features/waitlist/web/own-places.tsx';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { SearchField, useSearch } from '../../../../platform/ui/search-field.tsx';
import { ShowMore } from '../../../../platform/ui/show-more.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import '../../later-texts.ts';
import { LinePicture } from '../line-picture.tsx';
import { SiteHeader } from '../site-header.tsx';
import { LaterOrderReviews } from '../trust/later-trust.tsx';

export function OrdersPage() {
  const { t } = useTranslation();
  usePageTitle(t('orders:own.title'));
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-2xl gap-4 px-4 pt-6 pb-16">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-display font-black">{t('orders:own.title')}</h1>
          <LinkButton to="/addresses" look="quiet" size="small">
            {t('addresses:title')}
          </LinkButton>
        </div>
        <OfflineNotice />
        <OwnPlaces named={useMe().data?.name != null} />
        <OrderList />
      </main>
    </>
  );
}

/** A list as short as this is seen at a glance: finding in it would only be in the way. */
const findFrom = 8;

function OrderList() {
  const { t } = useTranslation();
  const me = useMe();
  const hasAccount = Boolean(me.data?.accountId);
  const search = useSearch();
  const list = useOwnOrders(hasAccount, search.wanted);
  const finding = search.text !== '' || search.wanted !== '';
  const own = list.orders ?? [];
  if (me.isPending || (list.isLoading && !finding)) return <OrdersSkeleton />;
  if (me.isError || (list.isError && !list.orders)) {
    return (
      <ErrorState text={t('orders:own.failed')} onRetry={() => void Promise.all([me.refetch(), list.refetch()])} />
    );
  }
  if (own.length === 0 && !finding) {
    return (
      <EmptyState icon={Package} title={t('orders:own.empty')} text={t('orders:own.emptyText')}>
        <LinkButton to="/">{t('orders:own.home')}</LinkButton>
      </EmptyState>
    );
  }
  return (
    <>
      {(finding || own.length >= findFrom) && (
        <SearchField label={t('orders:own.search')} search={search} testId="find-own-orders" />
      )}
      {own.length === 0 && (
        <p role="status" className="break-words py-8 text-center text-muted">
          {t('orders:own.none', { text: search.wanted })}
        </p>
      )}
      <OwnOrders orders={own} withLink={me.data?.email === null} />
      <ShowMore key={search.wanted} list={list} testId="more-own-orders" />
    </>
  );
}

function OwnOrders({ orders, withLink }: { orders: readonly Order[]; withLink: boolean }) {
  return orders.map((order) => (
    <div key={order.id} className="grid justify-items-start gap-1.5 [&>article]:w-full">
      <DemoBadge shopId={order.shopId} />
      <OwnOrder
        order={order}
        pictureOf={(productId) => <LinePicture productId={productId} />}
        after={<OwnAfter order={order} shown={orders} />}
      />
      {withLink && <OrderLinkLine orderId={order.id} />}
      <LaterOrderReviews order={order} />
    </div>
  ));
}

function OrdersSkeleton() {
  return (
    <div className="grid gap-4">
      {[1, 2].map((order) => (
        <div key={order} className="grid gap-4 rounded-card border border-line bg-surface p-4 sm:p-5">
          <div className="flex items-center gap-3">
            <Skeleton className="size-16" />
            <div className="grid flex-1 gap-2">
              <Skeleton className="h-4 w-1/2" />
              <Skeleton className="h-4 w-1/4" />
            </div>
          </div>
          <Skeleton className="h-6 w-3/5" />
          <Skeleton className="h-5 w-full" />
        </div>
      ))}
    </div>
  );
}
