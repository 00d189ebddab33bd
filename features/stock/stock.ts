/**
 * What the shop has of one SKU: units on hand, how many of them are held for orders that are not paid yet, and how many
 * are kept for those of a waitlist whose turn it is.
 */
export interface Stock {
  readonly skuId: string;
  readonly onHand: number;
  readonly held: number;
  readonly turned: number;
}

/** By how much a batch moves the numbers of a SKU. */
export interface StockChange {
  readonly skuId: string;
  readonly onHand: number;
  readonly held: number;
  /** Left out: by nothing. */
  readonly turned?: number;
}

/** Units held for an order until a deadline. */
export interface Hold {
  readonly orderId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly until: number;
}

type Numbers = Pick<Stock, 'onHand' | 'held'> & { readonly turned?: number };

/** Units that can be bought by anybody now; of a change, by how much they become more. */
export function leftOf(stock: Numbers): number {
  return stock.onHand - spokenFor(stock);
}

/** Units that somebody has a claim to: an unpaid order, or a turn. */
export function spokenFor({ held, turned = 0 }: Pick<Numbers, 'held' | 'turned'>): number {
  return held + turned;
}

export const toHold = (skuId: string, quantity: number): StockChange => ({ skuId, onHand: 0, held: quantity });
export const toSell = (skuId: string, quantity: number): StockChange => ({
  skuId,
  onHand: -quantity,
  held: -quantity,
});
/** Sold without having been held: first paid, first served. */
export const toTake = (skuId: string, quantity: number): StockChange => ({ skuId, onHand: -quantity, held: 0 });
export const toRelease = (skuId: string, quantity: number): StockChange => ({ skuId, onHand: 0, held: -quantity });
export const toPutBack = (skuId: string, quantity: number): StockChange => ({ skuId, onHand: quantity, held: 0 });
/** Kept for a turn, and with fewer than nothing given up again. */
export const toTurn = (skuId: string, units: number): StockChange => ({ skuId, onHand: 0, held: 0, turned: units });

/** One change a SKU, in the order of ids, without those that change nothing. */
export function sumChanges(changes: readonly StockChange[]): Stock[] {
  const sums = new Map<string, Stock>();
  for (const { skuId, onHand, held, turned = 0 } of changes) {
    const before = sums.get(skuId) ?? { skuId, onHand: 0, held: 0, turned: 0 };
    const sum = { onHand: before.onHand + onHand, held: before.held + held, turned: before.turned + turned };
    sums.set(skuId, { skuId, ...sum });
  }
  return [...sums.values()]
    .filter((change) => change.onHand !== 0 || change.held !== 0 || change.turned !== 0)
    .sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
}
