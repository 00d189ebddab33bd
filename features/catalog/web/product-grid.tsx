import { Skeleton } from '../../../platform/ui/skeleton.tsx';
import type { Product } from '../protocol.ts';
import { ProductCard } from './product-card.tsx';

const grid = 'grid grid-cols-2 gap-x-3 gap-y-6 sm:grid-cols-3 lg:grid-cols-4 lg:gap-x-5 lg:gap-y-8 simple:grid-cols-1';

export function ProductGrid({ products }: { products: readonly Product[] }) {
  return (
    <div className={grid}>
      {products.map((product) => (
        <ProductCard key={product.id} product={product} />
      ))}
    </div>
  );
}

/** In the size of what comes, so that nothing jumps. */
export function ProductGridSkeleton() {
  return (
    <div className={grid}>
      {[1, 2, 3, 4].map((card) => (
        <div key={card} className="grid gap-2">
          <Skeleton className="aspect-square rounded-card" />
          <Skeleton className="h-4 w-4/5" />
          <Skeleton className="h-5 w-2/5" />
        </div>
      ))}
    </div>
  );
}
