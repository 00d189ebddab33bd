import { useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Plus, ShoppingBag, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { productNumbers } from '../../../../features/catalog/product-numbers.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { moved } from '../../../../features/catalog/web/edit-draft.ts';
import { useProductList } from '../../../../features/catalog/web/product-list.ts';
import { LeftText, PriceText } from '../../../../features/catalog/web/product-numbers.tsx';
import { ProductPicture } from '../../../../features/catalog/web/product-picture.tsx';
import { StudioDeal } from '../../../../features/deals/web/studio-deal.tsx';
import { LinkButton } from '../../../../platform/ui/button.tsx';
import { EmptyState } from '../../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../../platform/ui/error-state.tsx';
import { IconButton } from '../../../../platform/ui/icon-button.tsx';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { SearchField, useSearch } from '../../../../platform/ui/search-field.tsx';
import { ShowMore } from '../../../../platform/ui/show-more.tsx';
import { Skeleton } from '../../../../platform/ui/skeleton.tsx';
import type { BagDraft } from './use-bag-draft.ts';

interface BagOrderProps {
  bag: BagDraft;
  products: ReadonlyMap<string, Product>;
  /** A helper only reads. */
  mayChange: boolean;
  /** The room, where deals can be prepared. */
  dealsOf?: string;
}

/** What is in the bag, in the order of the show. */
export function BagOrder({ bag, products, mayChange, dealsOf }: BagOrderProps) {
  const { t } = useTranslation();
  const ids = bag.productIds;
  if (ids.length === 0) {
    return <EmptyState icon={ShoppingBag} title={t('rooms:studio.bag.empty')} text={t('rooms:studio.bag.emptyText')} />;
  }
  return (
    <ol className="grid grid-cols-1 gap-2" data-testid="studio-bag">
      {ids.map((id, at) => (
        <li key={id} className="flex items-center gap-2 rounded-card border border-line bg-surface p-1.5">
          <span className="tabular w-6 shrink-0 text-center text-small font-bold text-muted">{at + 1}</span>
          <ProductFace product={products.get(id)} />
          {dealsOf && products.get(id) && <StudioDeal roomId={dealsOf} product={products.get(id)!} live={false} />}
          {mayChange && <BagActs bag={bag} id={id} at={at} title={products.get(id)?.title ?? '…'} />}
        </li>
      ))}
    </ol>
  );
}

function BagActs({ bag, id, at, title }: { bag: BagDraft; id: string; at: number; title: string }) {
  const { t } = useTranslation();
  const ids = bag.productIds;
  return (
    <span className="flex shrink-0">
      <IconButton
        label={t('rooms:studio.bag.up', { title })}
        disabled={at === 0}
        onClick={() => bag.set(moved(ids, at, at - 1))}
      >
        <ArrowUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={t('rooms:studio.bag.down', { title })}
        disabled={at === ids.length - 1}
        className="max-sm:hidden"
        onClick={() => bag.set(moved(ids, at, at + 1))}
      >
        <ArrowDown aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={t('rooms:studio.bag.remove', { title })}
        data-testid={`studio-bag-remove-${id}`}
        onClick={() => bag.set(ids.filter((each) => each !== id))}
      >
        <X aria-hidden className="size-4" />
      </IconButton>
    </span>
  );
}

/** The shop's products that are on sale and not in the bag yet, found by their names. One tap puts one in. */
export function BagPicker({ shopId, bag, mayEdit }: { shopId: string; bag: BagDraft; mayEdit: boolean }) {
  const { t } = useTranslation();
  const search = useSearch();
  const list = useProductList(shopId, { which: 'shown', search: search.wanted });
  const { products } = list;
  const empty = search.text === '' && search.wanted === '' && !list.isPlaceholderData && products?.length === 0;
  if (empty) {
    return (
      <EmptyState icon={ShoppingBag} title={t('rooms:studio.bag.noProducts')}>
        {mayEdit && <LinkButton to="/merchant/products/new">{t('rooms:studio.bag.toMerchant')}</LinkButton>}
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-3">
      <SearchField label={t('rooms:studio.bag.search')} search={search} testId="find-for-bag" />
      {products === undefined && list.isError && (
        <ErrorState text={refusalText(list.error)} onRetry={() => void list.refetch()} />
      )}
      {products === undefined && !list.isError && <PickSkeleton />}
      {products && <Picks bag={bag} products={products} more={list.hasNextPage} />}
      <ShowMore key={search.wanted} list={list} testId="more-for-bag" />
    </div>
  );
}

function Picks({ bag, products, more }: { bag: BagDraft; products: readonly Product[]; more: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const rest = products.filter((product) => !bag.productIds.includes(product.id));
  const add = (product: Product) => {
    // The desk has to show it at once, and knows only what is in the room's bag already.
    queries.setQueryData(['product', product.id], product);
    bag.set([...bag.productIds, product.id]);
  };
  return (
    <>
      {rest.length === 0 && !more && (
        <p role="status" className="py-6 text-center text-muted">
          {t(products.length === 0 ? 'rooms:studio.bag.none' : 'rooms:studio.bag.allChosen')}
        </p>
      )}
      <ul className="grid gap-2">
        {rest.map((product) => (
          <PickRow key={product.id} product={product} onAdd={() => add(product)} />
        ))}
      </ul>
    </>
  );
}

function PickSkeleton() {
  return (
    <div className="grid gap-2">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-16" />
      ))}
    </div>
  );
}

function PickRow({ product, onAdd }: { product: Product; onAdd(): void }) {
  const { t } = useTranslation();
  return (
    <li className="relative flex items-center gap-2 rounded-card border border-line bg-surface p-1.5 transition hover:border-accent">
      <ProductFace product={product} />
      <span
        aria-hidden
        className="grid size-11 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-text"
      >
        <Plus className="size-5" />
      </span>
      <button
        type="button"
        aria-label={t('rooms:studio.bag.addNamed', { title: product.title })}
        data-testid={`studio-bag-add-${product.id}`}
        onClick={onAdd}
        className="absolute inset-0 rounded-card"
      />
    </li>
  );
}

function ProductFace({ product }: { product: Product | undefined }) {
  if (product === undefined) return <Skeleton className="h-12 flex-1" />;
  return (
    <>
      <ProductPicture picture={product.pictures[0]} alt="" sizes="48px" className="size-12 shrink-0 rounded-control" />
      <span className="grid min-w-0 flex-1">
        <span className="truncate text-small font-semibold">{product.title}</span>
        <span className="flex flex-wrap items-baseline gap-x-2 text-small [&>*]:whitespace-nowrap">
          <PriceText product={product} className="font-bold" />
          <LeftText left={productNumbers(product).left} />
        </span>
      </span>
    </>
  );
}
