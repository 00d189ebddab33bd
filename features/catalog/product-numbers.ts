import type { Product } from './protocol.ts';

/** Fewer than this many left is worth saying. */
export const fewLeft = 10;

export interface ProductNumbers {
  readonly fromMinor: number;
  /** True when the variants differ in price. */
  readonly from: boolean;
  readonly left: number;
}

/** What a card says of a product with all its variants: the lowest price and the units of all. */
export function productNumbers(product: Pick<Product, 'skus'>): ProductNumbers {
  const prices = product.skus.map((sku) => sku.priceMinor);
  const fromMinor = prices.length === 0 ? 0 : Math.min(...prices);
  return {
    fromMinor,
    from: prices.some((price) => price !== fromMinor),
    left: product.skus.reduce((sum, sku) => sum + sku.left, 0),
  };
}
