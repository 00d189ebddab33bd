import { Link } from 'react-router';
import { classNames } from '../../../platform/ui/class-names.ts';
import { productNumbers } from '../product-numbers.ts';
import type { Product } from '../protocol.ts';
import { LeftText, PriceText } from './product-numbers.tsx';
import { ProductPicture } from './product-picture.tsx';
import { SoldOutStamp } from './sold-out-stamp.tsx';

/** A product as it lies on the table: what it looks like, what it costs, how many there are. */
export function ProductCard({ product }: { product: Product }) {
  const { left } = productNumbers(product);
  return (
    <Link
      to={`/products/${product.id}`}
      data-testid="product-card"
      className="group flex min-w-0 flex-col rounded-card outline-offset-4"
    >
      <div className="relative overflow-hidden rounded-card bg-sunken shadow-low transition duration-300 ease-settle group-hover:-translate-y-1 group-hover:shadow-high">
        <ProductPicture
          picture={product.pictures[0]}
          alt=""
          sizes="(min-width: 64rem) 18rem, 50vw"
          className={classNames('aspect-square w-full', left === 0 && 'opacity-60 saturate-50')}
        />
        {left === 0 && <SoldOutStamp />}
      </div>
      <h3 className="mt-2.5 line-clamp-2 text-small font-semibold tracking-normal">{product.title}</h3>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <PriceText product={product} className="text-lead font-extrabold" />
        <LeftText left={left} />
      </p>
    </Link>
  );
}
