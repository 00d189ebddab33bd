import { ShoppingBag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../platform/ui/badge.tsx';
import { classNames } from '../../../platform/ui/class-names.ts';
import { EmptyState } from '../../../platform/ui/empty-state.tsx';
import { ErrorState } from '../../../platform/ui/error-state.tsx';
import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import { productNumbers } from '../product-numbers.ts';
import type { Product } from '../protocol.ts';
import { LeftText, PriceText } from './product-numbers.tsx';
import { ProductPicture } from './product-picture.tsx';

interface BagListProps {
  products: readonly Product[];
  explainingId: string | null;
  isPending: boolean;
  isError: boolean;
  onRetry(): void;
  onOpen(productId: string): void;
}

export function BagList({ products, explainingId, isPending, isError, onRetry, onOpen }: BagListProps) {
  const { t } = useTranslation();
  if (isPending) return <BagSkeleton />;
  if (isError) return <ErrorState text={t('catalog:bag.failed')} onRetry={onRetry} />;
  if (products.length === 0) {
    return <EmptyState icon={ShoppingBag} title={t('catalog:bag.empty')} text={t('catalog:bag.emptyText')} />;
  }
  return (
    <ul data-testid="bag-list" className="grid gap-2">
      {products.map((product) => (
        <BagRow
          key={product.id}
          product={product}
          explaining={product.id === explainingId}
          onOpen={() => onOpen(product.id)}
        />
      ))}
    </ul>
  );
}

function BagRow({ product, explaining, onOpen }: { product: Product; explaining: boolean; onOpen(): void }) {
  const { t } = useTranslation();
  const { left } = productNumbers(product);
  return (
    <li>
      <button
        type="button"
        data-testid="bag-product"
        onClick={onOpen}
        className={classNames(
          'flex w-full items-center gap-3 rounded-card border p-2 text-start transition duration-150 hover:border-accent',
          explaining ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
        )}
      >
        <ProductPicture
          picture={product.pictures[0]}
          alt=""
          sizes="64px"
          className={classNames('size-16 shrink-0 rounded-control', left === 0 && 'opacity-50')}
        />
        <span className="grid min-w-0 flex-1 gap-0.5">
          {explaining && (
            <span>
              <Badge tone="live">{t('catalog:card.explaining')}</Badge>
            </span>
          )}
          <span className="line-clamp-2 text-small font-semibold">{product.title}</span>
          <span className="flex items-baseline gap-2">
            <PriceText product={product} className="font-extrabold" />
            <LeftText left={left} />
          </span>
        </span>
      </button>
    </li>
  );
}

function BagSkeleton() {
  return (
    <div className="grid gap-2">
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-20" />
      ))}
    </div>
  );
}
