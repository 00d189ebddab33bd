import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { firstTax, oneWay } from '../shops/terms.ts';
import { noDeals } from './batch-deals.ts';
import { decidePurchases, type NewOrder, type Purchase, type PurchaseState } from './purchase.ts';
import { boughtKey } from './purchase-limit.ts';

const address = {
  ...{ name: 'Vera', line1: 'Main 1', line2: '', postcode: '10115', city: 'Berlin', country: 'DE', phone: '' },
};
/** Two variants of one product, and another product without a limit. */
const productOf: Record<string, string> = { white: 'mug', blue: 'mug', candle: 'candle' };
const state = (limit: number | null, bought: Record<string, number> = {}): PurchaseState => ({
  ...{ held: new Map(), heldMax: 99, left: new Map(Object.keys(productOf).map((id) => [id, 999])) },
  ...{ checkouts: new Map(), known: new Map(), buyers: new Set(['vera', 'viktor', 'wen']) },
  bought: new Map(Object.entries(bought)),
  skus: new Map(
    Object.entries(productOf).map(([skuId, productId]) => [
      skuId,
      {
        ...{ skuId, productId, shopId: 'shop', title: 'Mug', skuName: '', priceMinor: 100, currency: 'EUR' },
        ...{ forSale: true, livePriceMinor: null, limitPerBuyer: productId === 'mug' ? limit : null },
        taxClass: 'standard' as const,
      },
    ]),
  ),
  ...{ shopOfRoom: new Map(), turnedAway: new Map(), liveBags: new Map() },
  ...{ claims: [], deals: noDeals, providers: new Set(['sandbox' as const]) },
  terms: new Map([
    ['shop', { currency: 'EUR', country: 'DE', tax: firstTax, delivery: oneWay('post'), sandbox: true, stripe: false }],
  ]),
});
const buy = (id: string, accountId: string, ...lines: Purchase['lines']): Purchase => ({
  ...{ id, accountId, sum: id, roomId: null, lines, address, method: { provider: 'sandbox', card: 'ok' } },
});
const decide = (now: PurchaseState, batch: readonly Purchase[]) => decidePurchases(now, batch, 1_000, 60_000);
const placedOf = (decisions: ReturnType<typeof decide>): NewOrder[] =>
  decisions.flatMap((decision) => ('placed' in decision ? [decision.placed] : []));

test('[O38] more than the limit is refused with what is left of it, counting what the buyer has already', () => {
  const now = state(3, { [boughtKey('vera', 'mug')]: 2 });
  const decisions = decide(now, [
    buy('1', 'vera', { skuId: 'white', quantity: 2 }),
    buy('2', 'vera', { skuId: 'blue', quantity: 1 }),
    buy('3', 'vera', { skuId: 'white', quantity: 1 }),
    buy('4', 'viktor', { skuId: 'white', quantity: 3 }),
  ]);
  expect(decisions[0]).toEqual({ refused: 'purchase_limit', details: { limit: 3, left: 1 } });
  expect(decisions[2]).toEqual({ refused: 'purchase_limit', details: { limit: 3, left: 0 } });
  expect(placedOf(decisions).map((order) => order.id)).toEqual(['2', '4']);
});

test('[O38] all variants of the product count together, in one order too; other products do not', () => {
  const both = [
    { skuId: 'white', quantity: 2 },
    { skuId: 'blue', quantity: 2 },
  ] as const;
  expect(decide(state(3), [buy('1', 'vera', ...both)])).toEqual([
    { refused: 'purchase_limit', details: { limit: 3, left: 3 } },
  ]);
  expect(placedOf(decide(state(4), [buy('1', 'vera', ...both, { skuId: 'candle', quantity: 50 })]))).toHaveLength(1);
});

test('[O38] a limit that was lowered below what somebody has leaves nothing, and takes nothing back', () => {
  const now = state(1, { [boughtKey('vera', 'mug')]: 5 });
  expect(decide(now, [buy('1', 'vera', { skuId: 'white', quantity: 1 })])).toEqual([
    { refused: 'purchase_limit', details: { limit: 1, left: 0 } },
  ]);
});

const orders = fc.array(
  fc.record({
    accountId: fc.constantFrom('vera', 'viktor', 'wen'),
    skuId: fc.constantFrom('white', 'blue', 'candle'),
    quantity: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 30 },
);

test('[O38] in any batch nobody passes the limit, and nobody is refused what would not have passed it', () => {
  fc.assert(
    fc.property(fc.option(fc.integer({ min: 1, max: 8 })), orders, (limit, asked) => {
      const has = new Map<string, number>();
      const decisions = decide(
        state(limit),
        asked.map(({ accountId, skuId, quantity }, index) => buy(String(index), accountId, { skuId, quantity })),
      );
      for (const [index, { accountId, skuId, quantity }] of asked.entries()) {
        const units = (has.get(accountId) ?? 0) + (productOf[skuId] === 'mug' ? quantity : 0);
        const fits = productOf[skuId] !== 'mug' || limit === null || units <= limit;
        expect(!isRefusal(decisions[index])).toBe(fits);
        if (fits) has.set(accountId, units);
      }
    }),
  );
});
