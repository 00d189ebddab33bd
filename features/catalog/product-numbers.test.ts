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
  const read = [{ id: 'mug', skus: [{ id: 'blue', name: '', priceMinor: 1900, left: 2 }] }] as unknown as Product[];
  const heard = { prices: { blue: 1500 }, left: { blue: 1 } };

  it('[C19] is what the room heard last, while it hears', () => {
    expect(shownProducts(read, { ...heard, over: false })[0]!.skus).toMatchObject([{ priceMinor: 1500, left: 1 }]);
    expect(shownProducts(read, { prices: {}, left: {}, over: false })).toEqual(read);
  });

  it('[C19] is what was read, once the room has ended', () => {
    expect(shownProducts(read, { ...heard, over: true })).toEqual(read);
  });
});
