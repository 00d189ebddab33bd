import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { firstTax, oneWay, type ShopTerms } from '../shops/terms.ts';
import { noDeals } from './batch-deals.ts';
import { decidePurchases, type NewOrder, type Purchase, type PurchaseState } from './purchase.ts';

const address = {
  name: 'Vera',
  line1: 'Main 1',
  line2: '',
  postcode: '10115',
  city: 'Berlin',
  country: 'DE',
  phone: '',
};
const method = { provider: 'sandbox', card: 'ok' } as const;
const sku = (skuId: string, priceMinor: number, more: object = {}) => ({
  skuId,
  productId: `product-${skuId}`,
  shopId: 'shop',
  title: 'Scarf',
  skuName: '',
  priceMinor,
  livePriceMinor: null,
  currency: 'EUR',
  forSale: true,
  limitPerBuyer: null,
  taxClass: 'standard' as const,
  ...more,
});
/** Everybody of these tests may buy; a Set that has all would hide a forgotten check, so the names are listed. */
const buyers = new Set(['vera', 'viktor', 'wen', ...Array.from({ length: 100 }, (_, id) => `buyer-${id}`)]);
const plainTerms: ShopTerms = {
  ...{ currency: 'EUR', country: 'DE', tax: firstTax, delivery: oneWay('post'), sandbox: true, stripe: true },
};
const state = (left: Record<string, number>, more: Partial<PurchaseState> = {}): PurchaseState => ({
  buyers,
  providers: new Set(['sandbox', 'stripe']),
  held: new Map(),
  heldMax: Number.POSITIVE_INFINITY,
  left: new Map(Object.entries(left)),
  skus: new Map(['a', 'b', 'c'].map((id, index) => [id, sku(id, 100 * (index + 1))])),
  shopOfRoom: new Map([['room', 'shop']]),
  terms: new Map([
    ['shop', plainTerms],
    ['other', plainTerms],
  ]),
  checkouts: new Map(),
  known: new Map(),
  claims: [],
  deals: noDeals,
  bought: new Map(),
  turnedAway: new Map(),
  liveBags: new Map(),
  ...more,
});
const buy = (id: string, quantity = 1, more: Partial<Purchase> = {}): Purchase => ({
  id,
  accountId: `buyer-${id}`,
  sum: 's',
  roomId: 'room',
  lines: [{ skuId: 'a', quantity }],
  address,
  method,
  ...more,
});
const decide = (now: PurchaseState, purchases: Purchase[]) => decidePurchases(now, purchases, 1_000, 60_000);
const one = (now: PurchaseState, purchase: Purchase) => decide(now, [purchase])[0]!;
const placedOf = (decisions: ReturnType<typeof decide>): NewOrder[] =>
  decisions.flatMap((decision) => ('placed' in decision ? [decision.placed] : []));

const purchases = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 30 }).map(String),
    accountId: fc.constantFrom('vera', 'viktor', 'wen'),
    sum: fc.constantFrom('s', 't'),
    roomId: fc.constant('room'),
    lines: fc.array(
      fc.record({ skuId: fc.constantFrom<string>('a', 'b', 'c'), quantity: fc.integer({ min: 1, max: 5 }) }),
      { minLength: 1, maxLength: 4 },
    ),
    address: fc.constant(address),
    method: fc.constant(method),
  }),
  { maxLength: 40 },
);
const lefts = fc.record({ a: fc.nat(30), b: fc.nat(30), c: fc.nat(30) });

test('[O2] never more is sold than was left, whatever comes', () => {
  fc.assert(
    fc.property(lefts, purchases, (left, batch) => {
      const sold: Record<string, number> = { a: 0, b: 0, c: 0 };
      for (const order of placedOf(decide(state(left), batch))) {
        for (const line of order.lines) sold[line.skuId]! += line.quantity;
      }
      for (const id of ['a', 'b', 'c'] as const) expect(sold[id]).toBeLessThanOrEqual(left[id]);
    }),
  );
});

test('[O3] order of arrival wins: a batch decides as its commands would one after the other', () => {
  fc.assert(
    fc.property(lefts, purchases, (left, batch) => {
      const now = { left: new Map(Object.entries(left)), known: new Map<string, { accountId: string; sum: string }>() };
      const single = batch.map((purchase) => {
        const decision = one({ ...state({}), ...now }, purchase);
        for (const { lines, id } of placedOf([decision])) {
          for (const { skuId, quantity } of lines) now.left.set(skuId, now.left.get(skuId)! - quantity);
          now.known.set(id, purchase);
        }
        return decision;
      });
      expect(decide(state(left), batch)).toEqual(single);
    }),
  );
});

test('[O4] a total is the sum of its lines at the prices of that moment', () => {
  fc.assert(
    fc.property(purchases, (batch) => {
      for (const order of placedOf(decide(state({ a: 999, b: 999, c: 999 }), batch))) {
        const prices: Record<string, number> = { a: 100, b: 200, c: 300 };
        const asked = batch.find((purchase) => purchase.id === order.id)!;
        const sum = asked.lines.reduce((total, line) => total + prices[line.skuId]! * line.quantity, 0);
        expect(order.totalMinor).toBe(sum);
      }
    }),
  );
});

test('[O5] one id is one order: the first is placed, an equal repeat is known, another is refused', () => {
  fc.assert(
    fc.property(purchases, (batch) => {
      const decisions = decide(state({ a: 999, b: 999, c: 999 }), batch);
      const firsts = new Map<string, Purchase>();
      for (const [index, purchase] of batch.entries()) {
        const first = firsts.get(purchase.id);
        const same = first?.accountId === purchase.accountId && first.sum === purchase.sum;
        const expected = !first ? 'placed' : same ? 'known' : 'refused';
        expect(decisions[index]).toHaveProperty(expected);
        if (!first) firsts.set(purchase.id, purchase);
      }
    }),
  );
});

test('[O5] a repeat is known even when nothing is left, and even when it wants more than is left', () => {
  const known = new Map([['1', { accountId: 'buyer-1', sum: 's' }]]);
  expect(one(state({ a: 0 }, { known }), buy('1'))).toEqual({ known: '1' });
  expect(one(state({ a: 0 }, { known }), buy('1', 1, { accountId: 'other' }))).toEqual({ refused: 'id_reused' });
});

test('[O2] nothing left is sold out, too little left says how much', () => {
  expect(one(state({ a: 0 }), buy('1'))).toEqual({ refused: 'sold_out' });
  expect(one(state({}), buy('1'))).toEqual({ refused: 'sold_out' });
  expect(one(state({ a: 2 }), buy('1', 3))).toEqual({ refused: 'not_enough_left', details: { left: 2 } });
  const split = buy('1', 2, {
    lines: [
      { skuId: 'a', quantity: 2 },
      { skuId: 'a', quantity: 1 },
    ],
  });
  expect(one(state({ a: 2 }), split)).toEqual({ refused: 'not_enough_left', details: { left: 2 } });
});

test('[O10] what cannot be ordered is refused by name', () => {
  const refusals = (more: Partial<Purchase>, change: Partial<PurchaseState> = {}) => {
    const decision = one(state({ a: 9, b: 9, x: 9 }, change), buy('1', 1, more));
    return isRefusal(decision) ? decision.refused : decision;
  };
  expect(refusals({ lines: [{ skuId: 'nothing', quantity: 1 }] })).toBe('sku_unknown');
  expect(refusals({}, { skus: new Map([['a', sku('a', 1, { forSale: false })]]) })).toBe('product_not_for_sale');
  const others = new Map([
    ['a', sku('a', 1)],
    ['x', sku('x', 1, { shopId: 'other' })],
  ] as const);
  const both = [
    { skuId: 'a', quantity: 1 },
    { skuId: 'x', quantity: 1 },
  ];
  expect(refusals({ lines: both }, { skus: others })).toBe('order_other_shop');
  expect(refusals({ roomId: 'elsewhere' })).toBe('room_unknown');
  expect(refusals({}, { shopOfRoom: new Map([['room', 'other']]) })).toBe('room_unknown');
  expect(refusals({ address: undefined })).toBe('address_needed');
  expect(refusals({ method: undefined })).toBe('payment_method_needed');
});

test('[O21] a buyer pays what was shown, or hears what it costs now; nothing is taken from those after', () => {
  fc.assert(
    fc.property(purchases, fc.array(fc.nat(30), { minLength: 40, maxLength: 40 }), (batch, shown) => {
      const asked = batch.map((purchase, index) => ({ ...purchase, expectedTotalMinor: shown[index]! * 100 }));
      const prices: Record<string, number> = { a: 100, b: 200, c: 300 };
      const total = ({ lines }: Purchase) => lines.reduce((sum, one) => sum + prices[one.skuId]! * one.quantity, 0);
      const agreed = asked.filter((one) => one.expectedTotalMinor === total(one));
      const decisions = decide(state({ a: 999, b: 999, c: 999 }), asked);
      expect(placedOf(decisions)).toEqual(placedOf(decide(state({ a: 999, b: 999, c: 999 }), agreed)));
      for (const [index, decision] of decisions.entries()) {
        if (!isRefusal(decision) || decision.refused === 'id_reused') continue;
        expect(decision).toEqual({ refused: 'price_changed', details: { totalMinor: total(asked[index]!) } });
      }
    }),
  );
});

test('[O21] another total takes nothing; the right one buys the last unit', () => {
  const decisions = decide(state({ a: 1 }), [
    buy('1', 1, { expectedTotalMinor: 99 }),
    buy('2', 1, { expectedTotalMinor: 100 }),
  ]);
  expect(decisions[0]).toEqual({ refused: 'price_changed', details: { totalMinor: 100 } });
  expect(placedOf(decisions)).toMatchObject([{ id: '2', totalMinor: 100 }]);
});

test('[O11] what is left out is taken from the last checkout, what is given wins', () => {
  const checkouts = new Map([['buyer-1', { address, method: { provider: 'sandbox', card: 'late' } as const }]]);
  const [order] = placedOf(decide(state({ a: 1 }, { checkouts }), [buy('1', 1, { address: undefined })]));
  expect(order).toMatchObject({ address, method, placedAt: 1_000, holdUntil: 61_000 });
});

test('[O1] an account that is banned, or somebody else now, buys nothing and takes nothing from those after it', () => {
  const decisions = decide(state({ a: 1 }, { buyers: new Set(['buyer-2']) }), [buy('1'), buy('2')]);
  expect(decisions[0]).toEqual({ refused: 'not_signed_in' });
  expect(placedOf(decisions).map((order) => order.id)).toEqual(['2']);
});

test('[O23] nobody holds units with more unpaid orders than the limit, in one batch or over several', () => {
  const mine = (id: string) => buy(id, 1, { accountId: 'vera' });
  const limited = { held: new Map([['vera', 3]]), heldMax: 5 };
  const decisions = decide(state({ a: 9 }, limited), [mine('1'), mine('2'), mine('3'), buy('4')]);
  expect(placedOf(decisions).map((order) => order.id)).toEqual(['1', '2', '4']);
  expect(decisions[2]).toEqual({ refused: 'too_many_unpaid', details: { max: 5 } });
});

test('[O4] a total beyond what an amount may be is refused', () => {
  const dear = { skus: new Map([['a', sku('a', 100_000_000_000)]]) };
  expect(one(state({ a: 9 }, dear), buy('1', 2))).toEqual({ refused: 'total_too_large' });
});
