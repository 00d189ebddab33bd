import { ArrowLeft, PackageX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { useProduct } from '../../../../features/catalog/web/use-bag.ts';
import { StockJournal } from '../../../../features/stock/web/stock-journal.tsx';
import { WaitingCounts } from '../../../../features/waitlist/web/waiting-counts.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { SelectField } from '../../../../platform/ui/select-field.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { StaffGate } from '../staff/staff-gate.tsx';

/** The stock of one product, variant by variant, and why it is what it is. */
export function MerchantStockPage() {
  const { t } = useTranslation();
  const { productId = '' } = useParams();
  usePageTitle(t('stock:journal.title'));
  return (
    <StaffGate roles={['merchant']}>
      {() => (
        <>
          <SiteHeader />
          <main className="mx-auto grid max-w-3xl gap-5 px-4 pt-2 pb-12">
            <OfflineNotice />
            <Link
              to={`/merchant/products/${productId}`}
              className="flex min-h-11 items-center gap-1.5 justify-self-start text-small font-semibold text-accent-text"
            >
              <ArrowLeft aria-hidden className="size-4" />
              {t('stock:journal.back')}
            </Link>
            <ProductStock key={productId} productId={productId} />
          </main>
        </>
      )}
    </StaffGate>
  );
}

function ProductStock({ productId }: { productId: string }) {
  const product = useProduct(productId);
  if (product.isError && !product.data) return <EmptyState icon={PackageX} title={refusalText(product.error)} />;
  return product.data ? <VariantStock product={product.data} /> : <Skeleton className="h-96 rounded-card" />;
}

function VariantStock({ product }: { product: Product }) {
  const { t } = useTranslation();
  const [wished, setSkuId] = useState('');
  const sku = product.skus.find(({ id }) => id === wished) ?? product.skus[0];
  return (
    <>
      <header className="grid gap-1">
        <h1 className="text-display font-extrabold">{t('stock:journal.title')}</h1>
        <p className="text-muted">{[product.title, sku?.code].filter(Boolean).join(' · ')}</p>
      </header>
      {product.skus.length > 1 && (
        <SelectField
          label={t('stock:journal.variant')}
          value={sku?.id}
          onChange={(event) => setSkuId(event.target.value)}
          options={product.skus.map(({ id, name }) => ({ value: id, label: name }))}
          data-testid="stock-variant"
        />
      )}
      {sku && <WaitingCounts shopId={product.shopId} skus={[sku]} />}
      {sku && <StockJournal key={sku.id} skuId={sku.id} />}
    </>
  );
}
