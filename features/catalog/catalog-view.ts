import type { Fold } from '../../platform/kit/fact.ts';

/** What a room's stream says about its products. Titles and pictures come from the bag's route. */
export interface PriceState {
  /** SKU id -> the price now, minor units. */
  readonly prices: Readonly<Record<string, number>>;
  /** SKU id -> the price in a live room, of those that have one. */
  readonly livePrices: Readonly<Record<string, number>>;
  /** Product id -> the number of the last fact that changed it: whoever holds an older copy reads it again. */
  readonly changed: Readonly<Record<string, number>>;
}

interface Priced {
  readonly skuId: string;
  readonly priceMinor: number;
  readonly livePriceMinor?: number | null;
}

export const priceFold: Fold<PriceState> = {
  initial: { prices: {}, livePrices: {}, changed: {} },
  apply(state, fact) {
    if (fact.kind === 'price.changed') {
      const { skuId, priceMinor, livePriceMinor } = fact.body as unknown as Priced;
      if (state.prices[skuId] === priceMinor && (state.livePrices[skuId] ?? null) === (livePriceMinor ?? null)) {
        return state;
      }
      const { [skuId]: _, ...others } = state.livePrices;
      const livePrices = livePriceMinor == null ? others : { ...others, [skuId]: livePriceMinor };
      return { ...state, prices: { ...state.prices, [skuId]: priceMinor }, livePrices };
    }
    if (fact.kind === 'product.changed') {
      const { productId } = fact.body as { productId: string };
      return { ...state, changed: { ...state.changed, [productId]: fact.number } };
    }
    return state;
  },
};
