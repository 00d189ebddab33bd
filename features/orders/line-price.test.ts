import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstTax, oneWay } from '../shops/terms.ts';
import { noDeals } from './batch-deals.ts';
import { linePrice } from './line-price.ts';
import { decidePurchases, type PurchaseState } from './purchase.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};

test('[O39] the live price counts in a live room only, and only when it is lower', () => {
  expect(linePrice({ priceMinor: 100, livePriceMinor: 80 }, { roomLive: true })).toEqual({
    ...{ priceMinor: 80, regularMinor: 100, reason: 'live' },
  });
  const regular = { priceMinor: 100, regularMinor: 100, reason: 'regular' };
  expect(linePrice({ priceMinor: 100, livePriceMinor: 80 }, { roomLive: false })).toEqual(regular);
  expect(linePrice({ priceMinor: 100, livePriceMinor: null }, { roomLive: true })).toEqual(regular);
  expect(linePrice({ priceMinor: 100, livePriceMinor: 120 }, { roomLive: true })).toEqual(regular);
});

const stateWith = (live: readonly string[], livePriceMinor: number | null): PurchaseState => ({
  ...{ held: new Map(), heldMax: 99, checkouts: new Map(), known: new Map(), bought: new Map() },
  ...{ left: new Map([['blue', 999]]), buyers: new Set(['vera']) },
  skus: new Map([
    [
      'blue',
      {
        ...{ skuId: 'blue', productId: 'mug', shopId: 'shop', title: 'Mug', skuName: '', currency: 'EUR' },
        ...{ priceMinor: 100, livePriceMinor, forSale: true, limitPerBuyer: null, taxClass: 'standard' as const },
      },
    ],
  ]),
  shopOfRoom: new Map(['live', 'empty', 'over'].map((room) => [room, 'shop'])),
  turnedAway: new Map(),
  liveBags: new Map(live.map((room) => [room, new Set(room === 'empty' ? [] : ['mug'])])),
  ...{ claims: [], deals: noDeals, providers: new Set(['sandbox' as const]) },
  terms: new Map([
    ['shop', { currency: 'EUR', country: 'DE', tax: firstTax, delivery: oneWay('post'), sandbox: true, stripe: false }],
  ]),
});

test('[O39] [O21] what is charged is what a room shows: by whether it is live and has the product in its bag', () => {
  const rooms = fc.constantFrom(null, 'live', 'empty', 'over');
  fc.assert(
    fc.property(
      rooms,
      fc.option(fc.integer({ min: 1, max: 99 })),
      fc.integer({ min: 1, max: 9 }),
      (roomId, price, n) => {
        const now = stateWith(['live', 'empty'], price);
        const shown = linePrice(now.skus.get('blue')!, { roomLive: roomId === 'live' });
        const order = {
          id: '1',
          accountId: 'vera',
          sum: 's',
          roomId,
          lines: [{ skuId: 'blue', quantity: n }],
          address,
        };
        const asked = { ...order, method: { provider: 'sandbox', card: 'ok' } as const };
        const [decision] = decidePurchases(
          now,
          [{ ...asked, expectedTotalMinor: shown.priceMinor * n }],
          1_000,
          60_000,
        );
        expect(decision).toMatchObject({ placed: { totalMinor: shown.priceMinor * n } });
        expect(shown.reason).toBe(roomId === 'live' && price !== null ? 'live' : 'regular');
      },
    ),
  );
});
