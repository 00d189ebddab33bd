/** What the shop has of one SKU: units on hand, and how many of them are held for orders that are not paid yet. */
export interface Stock {
  readonly skuId: string;
  readonly onHand: number;
  readonly held: number;
}

/** By how much a batch moves the two numbers of a SKU. */
export interface StockChange {
  readonly skuId: string;
  readonly onHand: number;
  readonly held: number;
}

/** Units held for an order until a deadline. */
export interface Hold {
  readonly orderId: string;
  readonly skuId: string;
  readonly quantity: number;
  readonly until: number;
}

/** Units that can be bought now. */
export function leftOf(stock: Pick<Stock, 'onHand' | 'held'>): number {
  return stock.onHand - stock.held;
}

export const toHold = (skuId: string, quantity: number): StockChange => ({ skuId, onHand: 0, held: quantity });
export const toSell = (skuId: string, quantity: number): StockChange => ({
  skuId,
  onHand: -quantity,
  held: -quantity,
});
export const toRelease = (skuId: string, quantity: number): StockChange => ({ skuId, onHand: 0, held: -quantity });
export const toPutBack = (skuId: string, quantity: number): StockChange => ({ skuId, onHand: quantity, held: 0 });

/** One change a SKU, in the order of ids, without those that change nothing. */
export function sumChanges(changes: readonly StockChange[]): StockChange[] {
  const sums = new Map<string, StockChange>();
  for (const { skuId, onHand, held } of changes) {
    const before = sums.get(skuId) ?? { skuId, onHand: 0, held: 0 };
    sums.set(skuId, { skuId, onHand: before.onHand + onHand, held: before.held + held });
  }
  return [...sums.values()]
    .filter((change) => change.onHand !== 0 || change.held !== 0)
    .sort((a, b) => (a.skuId < b.skuId ? -1 : 1));
}
