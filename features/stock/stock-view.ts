import type { Fold } from '../../platform/kit/fact.ts';

/** What a viewer of the room sees: the units left, by SKU. */
export type StockView = Readonly<Record<string, number>>;

export const stockFold: Fold<StockView> = {
  initial: {},
  apply(state, fact) {
    if (fact.kind !== 'stock.changed') return state;
    const { skuId, left } = fact.body as { skuId: string; left: number };
    return state[skuId] === left ? state : { ...state, [skuId]: left };
  },
};
