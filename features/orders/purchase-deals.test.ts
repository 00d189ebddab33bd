import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import type { DealTerms } from '../deals/deals.ts';
import { firstTax, oneWay } from '../shops/terms.ts';
import { decidePurchases, type NewOrder, type Purchase, type PurchaseState } from './purchase.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
const sku = (skuId: string, productId: string, priceMinor: number) => ({
  ...{ skuId, productId, shopId: 'shop', title: 'Mug', skuName: '', priceMinor, currency: 'EUR', forSale: true },
  ...{ limitPerBuyer: null, taxClass: 'standard' as const, livePriceMinor: null },
});
const deal = (more: Partial<DealTerms> = {}): DealTerms => ({
  ...{ id: 'deal', roomId: 'room', productId: 'mug', off: { percentOff: 20 }, units: 3, perBuyer: 2 },
  ...{ startsAt: 1_000, endsAt: 61_000, taken: 0, ...more },
});
const accounts = ['vera', 'viktor', 'wen'];
const selling = (running: DealTerms[], taken: PurchaseState['deals']['taken'] = []): PurchaseState => ({
  ...{
    held: new Map(),
    heldMax: 999,
    checkouts: new Map(),
    known: new Map(),
    buyers: new Set(accounts),
    providers: new Set(['sandbox' as const]),
  },
  left: new Map(['red', 'blue', 'bowl'].map((id) => [id, 1_000])),
  skus: new Map([
    ['red', sku('red', 'mug', 1_000)],
    ['blue', sku('blue', 'mug', 2_000)],
    ['bowl', sku('bowl', 'bowl', 500)],
  ]),
  shopOfRoom: new Map([['room', 'shop']]),
  terms: new Map([
    [
      'shop',
      { ...{ currency: 'EUR', country: 'DE', tax: firstTax, delivery: oneWay('post'), sandbox: true, stripe: false } },
    ],
  ]),
  deals: { running, taken },
  claims: [],
  ...{ bought: new Map(), turnedAway: new Map(), liveBags: new Map() },
});
const buy = (id: string, skuId: string, quantity = 1, more: Partial<Purchase> = {}): Purchase => ({
  ...{ id, accountId: 'vera', sum: 's', roomId: 'room', lines: [{ skuId, quantity }], address },
  ...{ method: { provider: 'sandbox', card: 'ok' }, ...more },
});
const decide = (state: PurchaseState, purchases: Purchase[], now = 2_000) =>
  decidePurchases(state, purchases, now, 60_000);
const placed = (decisions: ReturnType<typeof decide>): NewOrder[] =>
  decisions.flatMap((one) => (!isRefusal(one) && 'placed' in one ? [one.placed] : []));
const prices = (orders: readonly NewOrder[]) =>
  orders.flatMap(({ lines }) => lines.map(({ priceMinor }) => priceMinor));

test("[D6] an order of the room pays the deal's price for every variant, and takes from the deal", () => {
  const lines = ['red', 'blue', 'bowl'].map((skuId) => ({ skuId, quantity: 1 }));
  const [order] = placed(decide(selling([deal()]), [buy('1', 'red', 1, { lines })]));
  expect(prices([order!])).toEqual([800, 1_600, 500]);
  expect(order!.takings).toEqual([{ dealId: 'deal', units: 2 }]);
});

test('[D6] outside of its room, before its start and from its end on, the price is what it was', () => {
  const at = (now: number, more: Partial<Purchase> = {}) =>
    placed(decide(selling([deal()]), [buy('1', 'red', 1, more)], now)).map(({ lines, takings }) => [
      lines[0]!.priceMinor,
      takings.length,
    ]);
  expect([at(999), at(1_000), at(60_999), at(61_000), at(2_000, { roomId: null })]).toEqual([
    ...[[[1_000, 0]], [[800, 1]], [[800, 1]], [[1_000, 0]], [[1_000, 0]]],
  ]);
});

test('[D7] a price that was shown is charged or nothing is: who agreed to the deal is told why it is not for them', () => {
  const expecting = (totalMinor: number) => ({ expectedTotalMinor: totalMinor });
  const [first, second] = decide(selling([deal({ units: 1 })]), [
    buy('1', 'red', 1, expecting(800)),
    buy('2', 'red', 1, { ...expecting(800), accountId: 'viktor' }),
  ]);
  expect(first).toHaveProperty('placed');
  expect(second).toEqual({ refused: 'price_changed', details: { totalMinor: 1_000, why: 'deal_all_taken' } });
  const mine = [{ dealId: 'deal', accountId: 'vera', units: 2 }];
  expect(decide(selling([deal()], mine), [buy('3', 'red', 1, expecting(800))])).toEqual([
    { refused: 'price_changed', details: { totalMinor: 1_000, why: 'deal_limit' } },
  ]);
  expect(prices(placed(decide(selling([deal()], mine), [buy('4', 'red', 1, expecting(1_000))])))).toEqual([1_000]);
});

test('[D8] in any batch no more units are sold at the price than there are, and to nobody more than one may have', () => {
  const wish = fc.record({
    who: fc.constantFrom(...accounts),
    skuId: fc.constantFrom('red', 'blue'),
    n: fc.integer({ min: 1, max: 4 }),
  });
  fc.assert(
    fc.property(
      fc.array(wish, { maxLength: 30 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      (wishes, units, perBuyer) => {
        const orders = placed(
          decide(
            selling([deal({ units, perBuyer })]),
            wishes.map(({ who, skuId, n }, index) => buy(`${index}`, skuId, n, { accountId: who })),
          ),
        );
        const sold = (of: readonly NewOrder[]) =>
          of.flatMap(({ takings }) => takings).reduce((sum, one) => sum + one.units, 0);
        expect(orders.length).toBe(wishes.length);
        expect(sold(orders)).toBeLessThanOrEqual(units);
        for (const who of accounts)
          expect(sold(orders.filter((one) => one.accountId === who))).toBeLessThanOrEqual(perBuyer);
        for (const { lines, takings } of orders)
          expect(lines[0]!.priceMinor < (lines[0]!.skuId === 'red' ? 1_000 : 2_000)).toBe(takings.length === 1);
      },
    ),
  );
});
