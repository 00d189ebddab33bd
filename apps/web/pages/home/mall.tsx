import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProductGrid, ProductGridSkeleton } from '../../../../features/catalog/web/product-grid.tsx';
import { useProductList } from '../../../../features/catalog/web/product-list.ts';
import type { Shop } from '../../../../features/shops/protocol.ts';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';

/** Most shops fit on one page: what finds in more comes when there is more. */
const LargeMall = lazy(async () => ({ default: (await import('./large-mall.tsx')).LargeMall }));

/** What a shop has on its tables, also while no show is on. A shop with nothing to show is left out. */
export function Mall({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const list = useProductList(shop.id, { which: 'shown', search });
  const products = list.products ?? [];
  // Once it is large it stays so: a search that finds few is one in a large shop.
  const [large, setLarge] = useState(false);
  if (list.hasNextPage && !large) setLarge(true);
  if (!large && list.products && products.length === 0) return null;
  const grid = <ProductGrid products={products} />;
  return (
    <section data-testid="mall" aria-labelledby={`mall-${shop.id}`}>
      <h2 id={`mall-${shop.id}`} className="mb-4 text-title font-extrabold">
        {t('web:home.mall', { shop: shop.name })}
      </h2>
      {list.isPending && <ProductGridSkeleton />}
      {list.isError && !large && !list.products && (
        <ErrorState text={t('web:home.mallFailed')} onRetry={list.refetch} />
      )}
      {large ? (
        <Suspense fallback={grid}>
          <LargeMall list={list} onSearch={setSearch} />
        </Suspense>
      ) : (
        list.products && grid
      )}
    </section>
  );
}
