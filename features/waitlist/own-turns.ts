import type { OwnPlace } from './protocol.ts';

interface Shown {
  readonly skus: readonly { readonly id: string; readonly left: number }[];
}

/** Products as one sees them whose turn it is: what is kept for oneself is left, too. */
export function withTurns<P extends Shown>(products: readonly P[], places: readonly OwnPlace[]): readonly P[] {
  const kept = new Map(places.flatMap(({ skuId, turn }) => (turn ? [[skuId, turn.units] as const] : [])));
  if (kept.size === 0) return products;
  return products.map((product) => ({
    ...product,
    skus: product.skus.map((sku) => ({ ...sku, left: sku.left + (kept.get(sku.id) ?? 0) })),
  }));
}
