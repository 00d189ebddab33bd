import { Package } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { OwnOrder } from '../../../../features/orders/web/own-order.tsx';
import { useOwnOrders } from '../../../../features/orders/web/use-orders.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';

export function OrdersPage() {
  const { t } = useTranslation();
  usePageTitle(t('orders:own.title'));
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-2xl gap-4 px-4 pt-6 pb-16">
        <h1 className="text-display font-black">{t('orders:own.title')}</h1>
        <OrderList />
      </main>
    </>
  );
}

function OrderList() {
  const { t } = useTranslation();
  const me = useMe();
  const hasAccount = Boolean(me.data?.accountId);
  const orders = useOwnOrders(hasAccount);
  if (me.isPending || orders.isLoading) return <Skeleton className="h-40 rounded-card" />;
  if (me.isError || (orders.isError && !orders.data)) {
    return (
      <ErrorState text={t('orders:own.failed')} onRetry={() => void Promise.all([me.refetch(), orders.refetch()])} />
    );
  }
  const own = orders.data?.orders ?? [];
  if (own.length === 0) {
    return (
      <EmptyState icon={Package} title={t('orders:own.empty')} text={t('orders:own.emptyText')}>
        <LinkButton to="/">{t('orders:own.home')}</LinkButton>
      </EmptyState>
    );
  }
  return own.map((order) => <OwnOrder key={order.id} order={order} />);
}
