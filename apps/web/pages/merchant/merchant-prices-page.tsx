import { ArrowLeft, PackageX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { PriceHistory } from '../../../../features/catalog/web/price-history.tsx';
import { useProduct } from '../../../../features/catalog/web/use-bag.ts';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { SelectField } from '../../../../platform/ui/select-field.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { StaffGate } from '../staff/staff-gate.tsx';

/** The prices of one product, variant by variant: `/merchant/prices?product=<id>&sku=<id>`. */
export function MerchantPricesPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const productId = search.get('product') ?? '';
  usePageTitle(t('catalog:prices.title'));
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
              {t('catalog:prices.back')}
            </Link>
            <ProductPrices key={productId} productId={productId} />
          </main>
        </>
      )}
    </StaffGate>
  );
}

function ProductPrices({ productId }: { productId: string }) {
  const product = useProduct(productId);
  if (product.isError && !product.data) return <EmptyState icon={PackageX} title={refusalText(product.error)} />;
  return product.data ? <VariantPrices product={product.data} /> : <Skeleton className="h-96 rounded-card" />;
}

function VariantPrices({ product }: { product: Product }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const sku = product.skus.find(({ id }) => id === search.get('sku')) ?? product.skus[0];
  return (
    <>
      <header className="grid gap-1">
        <h1 className="text-display font-extrabold">{t('catalog:prices.title')}</h1>
        <p className="text-muted">{[product.title, sku?.code].filter(Boolean).join(' · ')}</p>
      </header>
      {product.skus.length > 1 && (
        <SelectField
          label={t('catalog:prices.variant')}
          value={sku?.id}
          onChange={(event) => setSearch({ product: product.id, sku: event.target.value }, { replace: true })}
          options={product.skus.map(({ id, name }) => ({ value: id, label: name }))}
          data-testid="prices-variant"
        />
      )}
      {sku && <PriceHistory key={sku.id} skuId={sku.id} />}
    </>
  );
}
