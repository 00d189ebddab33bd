/** A product as far as a coupon's scope is told by it. */
export interface NamedProduct {
  readonly id: string;
  readonly title: string;
}

/** So many titles are told; of more it is told how many they are. */
export const scopeTitlesMax = 2;

/** What a coupon is for, in words: everything, these titles, or so many products. [K45] */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'titles'; readonly titles: readonly string[] }
  | { readonly kind: 'some'; readonly count: number };

/** Titles that this page does not know are told by their number alone. */
export function scopeOf(productIds: readonly string[], products: readonly NamedProduct[]): Scope {
  if (productIds.length === 0) return { kind: 'all' };
  const titles = productIds.flatMap((id) => products.find((product) => product.id === id)?.title ?? []);
  if (titles.length < productIds.length || titles.length > scopeTitlesMax)
    return { kind: 'some', count: productIds.length };
  return { kind: 'titles', titles };
}
