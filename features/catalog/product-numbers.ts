import type { Product, Sku } from './protocol.ts';

/** Fewer than this many left is worth saying. */
export const fewLeft = 10;

export interface ProductNumbers {
  readonly fromMinor: number;
  /** True when the variants differ in price. */
  readonly from: boolean;
  readonly left: number;
}

/** What a card says of a product with all its variants: the lowest price and the units of all. */
export function productNumbers(product: {
  readonly skus: readonly Pick<Sku, 'priceMinor' | 'left'>[];
}): ProductNumbers {
  const prices = product.skus.map((sku) => sku.priceMinor);
  const fromMinor = prices.length === 0 ? 0 : Math.min(...prices);
  return {
    fromMinor,
    from: prices.some((price) => price !== fromMinor),
    left: product.skus.reduce((sum, sku) => sum + sku.left, 0),
  };
}

/** The variant to begin with: the first that can be bought, else the first of all. */
export function firstSku<S extends { readonly left: number }>(product: { readonly skus: readonly S[] }): S | undefined {
  return product.skus.find((sku) => sku.left > 0) ?? product.skus[0];
}

/** What a room's stream says by SKU. */
export interface HeardNumbers {
  readonly prices: Readonly<Record<string, number>>;
  readonly livePrices: Readonly<Record<string, number>>;
  readonly left: Readonly<Record<string, number>>;
  /** The room has ended, and the products were read since: it stops hearing some time later, what was read does not. */
  readonly over: boolean;
}

/** Products with the price and the units that people are shown: what the room heard last, or what was read after its end. */
export function shownProducts(read: readonly Product[], heard: HeardNumbers): readonly Product[] {
  if (heard.over) return read;
  return read.map((product) => ({
    ...product,
    skus: product.skus.map((sku) => shownSku(sku, heard)),
  }));
}

function shownSku(sku: Sku, { prices, livePrices, left }: HeardNumbers): Sku {
  const units = left[sku.id] ?? sku.left;
  const priceMinor = prices[sku.id];
  if (priceMinor === undefined) return { ...sku, left: units };
  // What the price was lower than was read for the price of then.
  const lowestBeforeMinor = priceMinor === sku.priceMinor ? sku.lowestBeforeMinor : null;
  return { ...sku, left: units, priceMinor, livePriceMinor: livePrices[sku.id] ?? null, lowestBeforeMinor };
}
