import type { TFunction } from 'i18next';
import { ChevronRight, FileSpreadsheet, Package, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '../../../platform/ui/badge.tsx';
import { LinkButton } from '../../../platform/ui/button.tsx';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { refusalText } from '../../../platform/ui/refusal-text.ts';
import { SearchField, useSearch } from '../../../platform/ui/search-field.tsx';
import { Segmented } from '../../../platform/ui/segmented.tsx';
import { ShowMore } from '../../../platform/ui/show-more.tsx';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { productNumbers } from '../product-numbers.ts';
import type { ProductFilter } from '../product-pages.ts';
import type { Product } from '../protocol.ts';
import { useProductList } from './product-list.ts';
import { LeftText, PriceText } from './product-numbers.tsx';
import { ProductPicture } from './product-picture.tsx';

/** A list as short as this is seen at a glance: finding in it would only be in the way. */
const findFrom = 6;

/** All that the shop has, with price and stock at a glance. */
export function EditProductList({ shopId }: { shopId: string }) {
  const { t } = useTranslation();
  const search = useSearch();
  const [which, setWhich] = useState<ProductFilter>('all');
  const list = useProductList(shopId, { which, search: search.wanted });
  const { products } = list;
  const finding = search.text !== '' || which !== 'all';
  if (!finding && search.wanted === '' && products?.length === 0 && !list.isPlaceholderData) {
    return (
      <EmptyState icon={Package} title={t('catalog:edit.empty')} text={t('catalog:edit.emptyText')}>
        <span className="flex flex-wrap justify-center gap-2">
          <CsvButton />
          <NewButton />
        </span>
      </EmptyState>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-3">
        {(finding || (products && products.length >= findFrom)) && (
          <SearchField
            label={t('catalog:edit.search')}
            search={search}
            className="min-w-40 flex-1"
            testId="find-products"
          />
        )}
        <span className="ms-auto flex flex-wrap gap-2">
          <CsvButton />
          <NewButton />
        </span>
        <StateFilter which={which} onChange={setWhich} />
      </div>
      <Found list={list} text={search.wanted} listKey={`${which} ${search.wanted}`} />
    </div>
  );
}

interface FoundProps {
  list: ReturnType<typeof useProductList>;
  text: string;
  listKey: string;
}

function Found({ list, text, listKey }: FoundProps) {
  const { t } = useTranslation();
  const { products } = list;
  if (products === undefined) {
    if (list.isError) return <ErrorState text={refusalText(list.error)} onRetry={() => void list.refetch()} />;
    return <ListSkeleton />;
  }
  return (
    <>
      {products.length === 0 && !list.hasNextPage && (
        <p role="status" className="break-words py-12 text-center text-muted">
          {text === '' ? t('catalog:edit.noneOf') : t('catalog:edit.none', { text })}
        </p>
      )}
      {products.length > 0 && (
        <ul
          className="grid grid-cols-1 gap-2 transition-opacity aria-busy:opacity-60"
          aria-busy={list.isPlaceholderData}
          data-testid="merchant-products"
        >
          {products.map((product) => (
            <li key={product.id}>
              <ProductRow product={product} />
            </li>
          ))}
        </ul>
      )}
      <ShowMore key={listKey} list={list} testId="more-products" />
    </>
  );
}

function StateFilter({ which, onChange }: { which: ProductFilter; onChange(which: ProductFilter): void }) {
  const { t } = useTranslation();
  return (
    <Segmented<ProductFilter>
      className="w-full max-md:flex-wrap"
      label={t('catalog:edit.filterLabel')}
      value={which}
      onChange={onChange}
      options={(['all', 'shown', 'draft', 'archived', 'soldOut'] as const).map((value) => ({
        value,
        label: nameOf(value, t),
      }))}
    />
  );
}

function nameOf(which: ProductFilter, t: TFunction): string {
  if (which === 'all') return t('catalog:edit.all');
  return which === 'soldOut' ? t('catalog:card.soldOut') : t(`catalog:edit.state.${which}`);
}

function CsvButton() {
  const { t } = useTranslation();
  return (
    <LinkButton to="/merchant/import" look="plain">
      <FileSpreadsheet aria-hidden className="size-5" />
      {t('catalog:import.open')}
    </LinkButton>
  );
}

function NewButton() {
  const { t } = useTranslation();
  return (
    <LinkButton to="/merchant/products/new">
      <Plus aria-hidden className="size-5" />
      {t('catalog:edit.new')}
    </LinkButton>
  );
}

function ProductRow({ product }: { product: Product }) {
  const { t } = useTranslation();
  const { left } = productNumbers(product);
  const tones = { draft: 'warn', shown: 'good', archived: 'plain' } as const;
  return (
    <Link
      to={`/merchant/products/${product.id}`}
      data-testid="merchant-product"
      className="flex items-center gap-3 rounded-card border border-line bg-surface p-2 shadow-low transition hover:border-line-strong sm:gap-4"
    >
      <ProductPicture
        picture={product.pictures[0]}
        alt=""
        sizes="64px"
        className={`size-18 shrink-0 rounded-control ${product.state === 'archived' ? 'opacity-50' : ''}`}
      />
      <span className="grid min-w-0 flex-1 gap-1">
        <span className="line-clamp-2 font-bold leading-snug">{product.title}</span>
        <span className="flex flex-wrap items-center gap-2 text-small text-muted">
          <Badge tone={tones[product.state]}>{t(`catalog:edit.state.${product.state}`)}</Badge>
          {product.skus.length > 1 && t('catalog:edit.skus', { count: product.skus.length })}
        </span>
      </span>
      <span className="grid shrink-0 justify-items-end gap-0.5">
        <PriceText product={product} className="font-extrabold" />
        {left === 0 && product.state === 'shown' ? (
          <Badge tone="bad">{t('catalog:card.soldOut')}</Badge>
        ) : (
          <LeftText left={left} />
        )}
      </span>
      <ChevronRight aria-hidden className="size-5 shrink-0 text-muted max-sm:hidden" />
    </Link>
  );
}

function ListSkeleton() {
  return (
    <div className="grid gap-2">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} className="h-22 rounded-card" />
      ))}
    </div>
  );
}
