import type { ReactNode } from 'react';
import { classNames } from '../../../platform/ui/class-names.ts';
import type { Product } from '../protocol.ts';
import { AboutList } from './about-list.tsx';
import { LimitText } from './limit-text.tsx';
import { ProductMedia } from './product-media.tsx';
import { ReserveText } from './reserve-text.tsx';
import { type ShownSku, SkuPrice } from './sku-price.tsx';

interface ProductDetailsProps {
  product: Product;
  sku: ShownSku | undefined;
  /** On a page of its own the text stands beside the pictures where there is room, and the title is the page's. */
  page?: boolean;
  /** What one can do with it, below what it is. */
  children?: ReactNode;
}

/** Pictures to swipe through, the price and stock of the chosen variant, and the description. */
export function ProductDetails({ product, sku, page = false, children }: ProductDetailsProps) {
  const Title = page ? 'h1' : 'h3';
  return (
    <div
      className={classNames(
        'grid grid-cols-1 gap-4',
        page && 'md:grid-cols-[6fr_5fr] md:items-start md:gap-10 lg:gap-14',
      )}
    >
      <ProductMedia product={product} sku={sku} />
      <div className={classNames('grid gap-3', page && 'md:gap-4 md:pt-2')}>
        <Title className={classNames('font-extrabold leading-tight', page ? 'text-display' : 'text-title')}>
          {product.title}
        </Title>
        {sku && <SkuPrice sku={sku} currency={product.currency} />}
        <LimitText product={product} />
        {sku && sku.left > 0 && <ReserveText product={product} />}
        {product.description !== '' && <p className="whitespace-pre-line text-muted">{product.description}</p>}
        {children}
        <AboutList about={product.about} />
      </div>
    </div>
  );
}
