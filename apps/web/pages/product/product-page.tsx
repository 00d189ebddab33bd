import { PackageX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { firstSku } from '../../../../features/catalog/product-numbers.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { ProductDetails } from '../../../../features/catalog/web/product-details.tsx';
import { SkuChoice } from '../../../../features/catalog/web/sku-choice.tsx';
import { useProduct } from '../../../../features/catalog/web/use-bag.ts';
import { DemoBadge } from '../../../../features/shops/web/demo-badge.tsx';
import { PolicyLinks } from '../../../../features/shops/web/policy-links.tsx';
import { ApiRefusal } from '../../../../platform/ui/api.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { OfflineNotice } from '../../../../platform/ui/offline-notice.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';
import { LaterProductTrust } from '../trust/later-trust.tsx';
import { WaitingLine } from '../waiting-line.tsx';
import { WhereSold } from './where-sold.tsx';

/** A product by its own address. Buying happens in a show, beside the picture: the page leads there. */
export function ProductPage() {
  const { t } = useTranslation();
  const { productId = '' } = useParams();
  const product = useProduct(productId);
  usePageTitle(product.data?.title);
  const unknown = product.error instanceof ApiRefusal && product.error.status < 500;
  return (
    <>
      <SiteHeader />
      <main className="mx-auto max-w-5xl px-5 pt-6 pb-20 lg:pt-10">
        <OfflineNotice />
        {product.isPending && <ProductSkeleton />}
        {unknown && (
          <EmptyState icon={PackageX} title={t('catalog:product.unknown')}>
            <LinkButton to="/">{t('web:notFound.home')}</LinkButton>
          </EmptyState>
        )}
        {product.isError && !unknown && !product.data && (
          <ErrorState text={t('catalog:product.failed')} onRetry={product.refetch} />
        )}
        {product.data && <ProductShown product={product.data} />}
        {product.data && (
          <div className="mt-10 border-t border-line pt-8">
            <LaterProductTrust productId={product.data.id} />
          </div>
        )}
        <PolicyLinks shopId={product.data?.shopId} className="mt-10 justify-center border-t border-line pt-3" />
      </main>
    </>
  );
}

function ProductShown({ product }: { product: Product }) {
  const [skuId, setSkuId] = useState(() => firstSku(product)?.id ?? '');
  const sku = product.skus.find((one) => one.id === skuId);
  return (
    <ProductDetails page product={product} sku={sku}>
      <DemoBadge shopId={product.shopId} />
      <SkuChoice product={product} skuId={skuId} onChoose={setSkuId} />
      {sku?.left === 0 && <WaitingLine key={sku.id} product={product} skuId={sku.id} />}
      <WhereSold productId={product.id} />
    </ProductDetails>
  );
}

function ProductSkeleton() {
  return (
    <div className="grid gap-4 md:grid-cols-[6fr_5fr] md:gap-10 lg:gap-14">
      <Skeleton className="aspect-square rounded-card" />
      <div className="grid content-start gap-3">
        <Skeleton className="h-10 w-4/5" />
        <Skeleton className="h-7 w-32" />
        <Skeleton className="h-24" />
      </div>
    </div>
  );
}
