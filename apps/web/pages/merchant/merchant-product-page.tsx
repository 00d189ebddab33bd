import { ArrowLeft, ClipboardList, LineChart, PackageX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { EditProductForm } from '../../../../features/catalog/web/edit-product-form.tsx';
import { useProduct } from '../../../../features/catalog/web/use-bag.ts';
import type { Shop } from '../../../../features/shops/protocol.ts';
import { WaitingCounts } from '../../../../features/waitlist/web/waiting-counts.tsx';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { Spinner } from '../../../../platform/ui/spinner.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { StaffGate } from '../staff/staff-gate.tsx';

export function MerchantProductPage() {
  const { productId = 'new' } = useParams();
  return (
    <StaffGate roles={['merchant']}>
      {({ shop }) =>
        productId === 'new' ? (
          <NewProduct shop={shop} />
        ) : (
          <OldProduct key={productId} shop={shop} productId={productId} />
        )
      }
    </StaffGate>
  );
}

function NewProduct({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Frame title={t('catalog:edit.newTitle')}>
      <EditProductForm
        shopId={shop.id}
        currency={shop.currency}
        product={null}
        onSaved={(product) => void navigate(`/merchant/products/${product.id}`, { replace: true })}
      />
    </Frame>
  );
}

function OldProduct({ shop, productId }: { shop: Shop; productId: string }) {
  const { t } = useTranslation();
  const product = useProduct(productId);
  if (product.data) {
    return (
      <Frame title={product.data.title}>
        <nav className="flex flex-wrap gap-x-5">
          <Link to={`/merchant/products/${productId}/stock`} data-testid="open-stock" className={way}>
            <ClipboardList aria-hidden className="size-4" />
            {t('stock:journal.open')}
          </Link>
          <Link to={`/merchant/prices?product=${productId}`} data-testid="open-prices" className={way}>
            <LineChart aria-hidden className="size-4" />
            {t('catalog:prices.open')}
          </Link>
        </nav>
        <WaitingCounts shopId={shop.id} skus={product.data.skus} />
        <EditProductForm shopId={shop.id} currency={shop.currency} product={product.data} onSaved={() => {}} />
      </Frame>
    );
  }
  const unknown = product.error instanceof ApiRefusal && product.error.status < 500;
  return (
    <Frame title={t('catalog:edit.editTitle')}>
      {unknown && <EmptyState icon={PackageX} title={refusalText(product.error)} />}
      {product.isError && !unknown && (
        <ErrorState text={refusalText(product.error)} onRetry={() => void product.refetch()} />
      )}
      {product.isPending && <Spinner label={t('ui:loading')} />}
    </Frame>
  );
}

const way = 'flex min-h-11 items-center gap-1.5 text-small font-semibold text-accent-text';

function Frame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  usePageTitle(title);
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-3xl gap-5 px-4 pt-2 pb-6">
        <div className="grid gap-1">
          <Link
            to="/merchant"
            className="flex min-h-11 items-center gap-1.5 justify-self-start text-small font-semibold text-accent-text"
          >
            <ArrowLeft aria-hidden className="size-4" />
            {t('catalog:edit.back')}
          </Link>
          <h1 className="text-display font-extrabold">{title}</h1>
        </div>
        {children}
      </main>
    </>
  );
}
