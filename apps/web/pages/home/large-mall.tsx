import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ProductGrid } from '../../../../features/catalog/web/product-grid.tsx';
import type { useProductList } from '../../../../features/catalog/web/product-list.ts';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { SearchField, useSearch } from '../../../../platform/ui/search-field.tsx';
import { ShowMore } from '../../../../platform/ui/show-more.tsx';
import '../../later-texts.ts';

interface LargeMallProps {
  list: ReturnType<typeof useProductList>;
  onSearch(text: string): void;
}

/** More products than one page holds: to be searched, and read on. */
export function LargeMall({ list, onSearch }: LargeMallProps) {
  const { t } = useTranslation();
  const search = useSearch();
  const { wanted } = search;
  const { products } = list;
  useEffect(() => onSearch(wanted), [wanted, onSearch]);
  return (
    <div className="grid grid-cols-1 gap-5">
      <SearchField label={t('catalog:find.search')} search={search} className="max-w-md" testId="find-in-mall" />
      {list.isError && !products && <ErrorState text={refusalText(list.error)} onRetry={() => void list.refetch()} />}
      {products?.length === 0 && (
        <p role="status" className="break-words py-8 text-center text-muted">
          {t('catalog:find.none', { text: wanted })}
        </p>
      )}
      {products && products.length > 0 && (
        <div aria-busy={list.isPlaceholderData} className="transition-opacity aria-busy:opacity-60">
          <ProductGrid products={products} />
        </div>
      )}
      <ShowMore key={wanted} list={list} testId="more-in-mall" />
    </div>
  );
}
