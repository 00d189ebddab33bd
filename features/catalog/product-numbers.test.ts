import { describe, expect, it } from 'vitest';
import { productNumbers, shownProducts } from './product-numbers.ts';
import type { Product } from './protocol.ts';

const sku = (priceMinor: number, left: number) => ({ id: `${priceMinor}-${left}`, name: '', priceMinor, left });

describe('what a card says of a product', () => {
  it('names the lowest price and says that there are others', () => {
    expect(productNumbers({ skus: [sku(1900, 2), sku(1290, 3)] })).toEqual({ fromMinor: 1290, from: true, left: 5 });
  });

  it('does not say "from" when all variants cost the same', () => {
    expect(productNumbers({ skus: [sku(1290, 0), sku(1290, 4)] })).toEqual({ fromMinor: 1290, from: false, left: 4 });
  });
});

describe('what a room shows', () => {
  const none = { livePriceMinor: null, lowestBeforeMinor: null };
  const read = [
    { id: 'mug', skus: [{ id: 'blue', name: '', priceMinor: 1900, ...none, left: 2 }] },
  ] as unknown as Product[];
  const heard = { prices: { blue: 1500 }, livePrices: {}, left: { blue: 1 } };

  it('[C19] is what the room heard last, while it hears', () => {
    expect(shownProducts(read, { ...heard, over: false })[0]!.skus).toMatchObject([{ priceMinor: 1500, left: 1 }]);
    expect(shownProducts(read, { prices: {}, livePrices: {}, left: {}, over: false })).toEqual(read);
  });

  it('[C32] has the live price that was heard with the price, and none where none was heard', () => {
    const live = shownProducts(read, { ...heard, livePrices: { blue: 990 }, over: false });
    expect(live[0]!.skus[0]).toMatchObject({ priceMinor: 1500, livePriceMinor: 990 });
    const had = [{ ...read[0]!, skus: [{ ...read[0]!.skus[0]!, livePriceMinor: 990 }] }];
    expect(shownProducts(had, { ...heard, over: false })[0]!.skus[0]!.livePriceMinor).toBeNull();
  });

  it('[C31] says nothing of a price before, when another price was heard than the one it was read for', () => {
    const reduced = [{ ...read[0]!, skus: [{ ...read[0]!.skus[0]!, lowestBeforeMinor: 2400 }] }];
    const lowestAt = (priceMinor: number) =>
      shownProducts(reduced, { ...heard, prices: { blue: priceMinor }, over: false })[0]!.skus[0]!.lowestBeforeMinor;
    expect([lowestAt(1900), lowestAt(1500), lowestAt(2500)]).toEqual([2400, null, null]);
  });

  it('[C19] is what was read, once the room has ended', () => {
    expect(shownProducts(read, { ...heard, over: true })).toEqual(read);
  });
});
