import { describe, expect, it } from 'vitest';
import { productNumbers } from './product-numbers.ts';

const sku = (priceMinor: number, left: number) => ({ id: `${priceMinor}-${left}`, name: '', priceMinor, left });

describe('what a card says of a product', () => {
  it('names the lowest price and says that there are others', () => {
    expect(productNumbers({ skus: [sku(1900, 2), sku(1290, 3)] })).toEqual({ fromMinor: 1290, from: true, left: 5 });
  });

  it('does not say "from" when all variants cost the same', () => {
    expect(productNumbers({ skus: [sku(1290, 0), sku(1290, 4)] })).toEqual({ fromMinor: 1290, from: false, left: 4 });
  });
});
