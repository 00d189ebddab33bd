import { PackageX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ProductDetails } from '../../../../features/catalog/web/product-details.tsx';
import { useProduct } from '../../../../features/catalog/web/use-bag.ts';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import { usePageTitle } from '../../../../platform/ui/use-page-title.ts';
import { SiteHeader } from '../site-header.tsx';

/** A product by its own address. Buying happens in a show, beside the picture. */
export function ProductPage() {
  const { t } = useTranslation();
  const { productId = '' } = useParams();
  const product = useProduct(productId);
  usePageTitle(product.data?.title);
  return (
    <>
      <SiteHeader />
      <main className="mx-auto grid max-w-lg gap-6 px-5 pt-6 pb-16">
        {product.isPending && <Skeleton className="aspect-square rounded-card" />}
        {product.isError && (
          <EmptyState icon={PackageX} title={t('catalog:product.unknown')}>
            <LinkButton to="/">{t('web:notFound.home')}</LinkButton>
          </EmptyState>
        )}
        {product.data && <ProductDetails product={product.data} sku={product.data.skus[0]} />}
        {product.data && <LinkButton to="/">{t('web:notFound.home')}</LinkButton>}
      </main>
    </>
  );
}
