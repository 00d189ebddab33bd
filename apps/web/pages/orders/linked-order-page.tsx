import { PackageX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useLinkedOrder } from '../../../../features/orders/web/order-link.tsx';
import { OwnOrder } from '../../../../features/orders/web/own-order.tsx';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { Notice } from '../../../../platform/ui/notice.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import '../../later-texts.ts';
import { LinePicture } from '../line-picture.tsx';
import { SiteHeader } from '../site-header.tsx';

/** One order, for whoever has its link: how it stands, and nothing to do with it. */
export function LinkedOrderPage() {
  const { t } = useTranslation();
  const { orderId = '' } = useParams();
  const [search] = useSearchParams();
  const order = useLinkedOrder(orderId, search.get('key') ?? '');
  const unknown = order.error instanceof ApiRefusal && order.error.status < 500;
  usePageTitle(t('orders:result.title'));
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-2xl gap-4 px-4 pt-6 pb-16">
        <h1 className="text-display font-black">{t('orders:result.title')}</h1>
        {order.isPending && <Skeleton className="h-48" />}
        {unknown && (
          <EmptyState icon={PackageX} title={t('orders:guest.unknown')}>
            <LinkButton to="/">{t('orders:own.home')}</LinkButton>
          </EmptyState>
        )}
        {order.isError && !unknown && <ErrorState text={t('orders:own.failed')} onRetry={order.refetch} />}
        {order.data && (
          <>
            <Notice>{t('orders:guest.keep')}</Notice>
            <OwnOrder
              order={order.data}
              acts={false}
              pictureOf={(productId) => <LinePicture productId={productId} />}
            />
          </>
        )}
      </main>
    </>
  );
}
