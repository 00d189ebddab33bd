import { useTranslation } from 'react-i18next';
import { ProductGrid, ProductGridSkeleton } from '../../../../features/catalog/web/product-grid.tsx';
import { useShopWindow } from '../../../../features/catalog/web/use-bag.ts';
import type { Shop } from '../../../../features/shops/protocol.ts';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';

/** What a shop has on its tables, also while no show is on. A shop with nothing to show is left out. */
export function Mall({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const window = useShopWindow(shop.id);
  const products = window.data ?? [];
  if (window.data && products.length === 0) return null;
  return (
    <section data-testid="mall" aria-labelledby={`mall-${shop.id}`}>
      <h2 id={`mall-${shop.id}`} className="mb-4 text-title font-extrabold">
        {t('web:home.mall', { shop: shop.name })}
      </h2>
      {window.isPending && <ProductGridSkeleton />}
      {window.isError && !window.data && <ErrorState text={t('web:home.mallFailed')} onRetry={window.refetch} />}
      {window.data && <ProductGrid products={products} />}
    </section>
  );
}
