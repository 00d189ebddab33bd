import type { Fold } from '../../platform/kit/fact.ts';

/** What a room's stream says about its products. Titles and pictures come from the bag's route. */
export interface PriceState {
  /** SKU id -> the price now, minor units. */
  readonly prices: Readonly<Record<string, number>>;
  /** Product id -> the number of the last fact that changed it: whoever holds an older copy reads it again. */
  readonly changed: Readonly<Record<string, number>>;
}

export const priceFold: Fold<PriceState> = {
  initial: { prices: {}, changed: {} },
  apply(state, fact) {
    if (fact.kind === 'price.changed') {
      const { skuId, priceMinor } = fact.body as { skuId: string; priceMinor: number };
      if (state.prices[skuId] === priceMinor) return state;
      return { ...state, prices: { ...state.prices, [skuId]: priceMinor } };
    }
    if (fact.kind === 'product.changed') {
      const { productId } = fact.body as { productId: string };
      return { ...state, changed: { ...state.changed, [productId]: fact.number } };
    }
    return state;
  },
};
