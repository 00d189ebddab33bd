import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { taxClasses } from '../shops/tax-class.ts';
import {
  type DeliveryMethod,
  firstMethod,
  firstTax,
  oneWay,
  rateBpMax,
  rateFor,
  type ShopTerms,
} from '../shops/terms.ts';
import { totalMinorMax } from './protocol.ts';
import { type Goods, shares, type Totals, totalsOf } from './totals.ts';

const minor = fc.integer({ min: 0, max: totalMinorMax });
const rateBp = fc.integer({ min: 0, max: rateBpMax });
const rates = { rateBp, reducedBp: rateBp, secondReducedBp: rateBp };
const method: fc.Arbitrary<DeliveryMethod> = fc.record({
  id: fc.constantFrom('post', 'van', 'bike'),
  ...{ name: fc.constant(''), days: fc.constant(null), countries: fc.constantFrom(null, ['DE'], ['DE', 'AT'], []) },
  ...{ costMinor: fc.oneof(minor, fc.nat(2_000)), freeFromMinor: fc.option(minor) },
});
const anyTerms: fc.Arbitrary<ShopTerms> = fc.record({
  currency: fc.constant('EUR'),
  country: fc.constant('DE'),
  sandbox: fc.constant(true),
  stripe: fc.constant(true),
  tax: fc
    .tuple(
      fc.record(rates, { requiredKeys: ['rateBp'] }),
      fc.array(fc.record({ country: fc.constant('AT'), ...rates }, { requiredKeys: ['country', 'rateBp'] }), {
        maxLength: 1,
      }),
      fc.boolean(),
    )
    .map(([own, ofCountries, pricesInclude]) => ({ ...own, rates: ofCountries, pricesInclude, taxId: '' })),
  delivery: fc.record({
    methods: fc.uniqueArray(method, { selector: ({ id }) => id, maxLength: 3 }),
    pickup: fc.boolean(),
    pickupNote: fc.constant(''),
  }),
});
const place = fc.record({
  country: fc.constantFrom('DE', 'AT', 'KR'),
  pickup: fc.boolean(),
  deliveryId: fc.constantFrom(undefined, 'post', 'van'),
});
const taxClass = fc.constantFrom(...taxClasses);
const anyGoods: fc.Arbitrary<Goods> = fc
  .tuple(
    fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 99 }),
        priceMinor: fc.oneof(fc.nat(9), fc.nat(9_999), fc.nat(400_000_000)),
        taxClass,
      }),
      { minLength: 1, maxLength: 6 },
    ),
    fc.oneof(fc.constant(0), fc.nat(100)),
  )
  .map(([lines, off]) => ({ lines, discountMinor: Math.floor((worthOf(lines) * off) / 100) }));

function worthOf(lines: Goods['lines']): number {
  return lines.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0);
}

/** Rounded half up, checked with whole numbers of any length. */
function taxAt(chargedMinor: number, rate: number, included: boolean): bigint {
  const by = BigInt(included ? rateBpMax + rate : rateBpMax);
  return (2n * BigInt(chargedMinor) * BigInt(rate) + by) / (2n * by);
}

test('[O24] [O25] [O73] goods, delivery and tax add up to the total, each a whole number, whatever the terms', () => {
  fc.assert(
    fc.property(anyGoods, place, anyTerms, (goods, where, terms) => {
      const totals = totalsOf(goods, where, terms);
      if (isRefusal(totals)) return;
      const { deliveryMinor, taxes, taxMinor, taxIncluded, totalMinor } = totals;
      const goodsMinor = worthOf(goods.lines) - goods.discountMinor;
      expect(goodsMinor + deliveryMinor + (taxIncluded ? 0 : taxMinor)).toBe(totalMinor);
      expect(totalMinor).toBeLessThanOrEqual(totalMinorMax);
      expect(taxes.reduce((sum, line) => sum + line.netMinor + line.taxMinor, 0)).toBe(totalMinor);
      expect(taxes.reduce((sum, line) => sum + line.taxMinor, 0)).toBe(taxMinor);
      const ratesOf = goods.lines.map((line) => rateFor(terms.tax, where.pickup ? 'DE' : where.country, line.taxClass));
      expect(taxes.map((line) => line.rateBp)).toEqual(
        [...new Set(taxes.map((line) => line.rateBp))].sort((a, b) => b - a),
      );
      for (const { rateBp: rate, netMinor, taxMinor: tax } of taxes) {
        expect(ratesOf).toContain(rate);
        expect(BigInt(tax)).toBe(taxAt(taxIncluded ? netMinor + tax : netMinor, rate, taxIncluded));
      }
      const lines = goods.lines.map((line, at) => ({ ...line, taxRateBp: ratesOf[at]! }));
      const book = shares({ ...goods, ...totals, lines });
      expect(book.deliveryMinor).toBeGreaterThanOrEqual(0);
      // Each rate is rounded apart from goods and delivery.
      expect(totalMinor - book.taxMinor - book.deliveryMinor).toBeGreaterThanOrEqual(-taxes.length);
    }),
    { numRuns: 2_000 },
  );
});

test('[O73] more goods of one rate never cost less nor are taxed less, and a higher rate never taxes less', () => {
  const one = (goodsMinor: number, terms: ShopTerms) =>
    totalsOf({ lines: [{ quantity: 1, priceMinor: goodsMinor, taxClass: 'reduced' }], discountMinor: 0 }, at, terms);
  const at = { country: 'DE', pickup: false };
  fc.assert(
    fc.property(fc.nat(10_000_000), fc.nat(1_000), anyTerms, rateBp, (goodsMinor, more, terms, other) => {
      const delivery = oneWay('post', { costMinor: 490 });
      const [few, many] = [one(goodsMinor, { ...terms, delivery }), one(goodsMinor + more, { ...terms, delivery })];
      expect((many as Totals).totalMinor).toBeGreaterThanOrEqual((few as Totals).totalMinor);
      expect((many as Totals).taxMinor).toBeGreaterThanOrEqual((few as Totals).taxMinor);
      const own = rateFor(terms.tax, 'DE', 'reduced');
      const [low, high] = [Math.min(own, other), Math.max(own, other)].map((reducedBp) =>
        one(goodsMinor, { ...terms, delivery, tax: { ...terms.tax, rates: [], reducedBp } }),
      );
      expect((high as Totals).taxMinor).toBeGreaterThanOrEqual((low as Totals).taxMinor);
    }),
  );
});

test('[O24] [O71] nothing goes to a country that is not served, and nobody fetches where nobody may', () => {
  fc.assert(
    fc.property(anyGoods, place, anyTerms, (goods, where, terms) => {
      const totals = totalsOf(goods, where, terms);
      const { methods, pickup } = terms.delivery;
      const serving = methods.filter(({ countries }) => countries === null || countries.includes(where.country));
      const named = methods.find(({ id }) => id === where.deliveryId);
      const wrong = () => {
        if (where.pickup) return pickup ? null : 'pickup_not_offered';
        if (serving.length === 0) return 'country_not_served';
        if (where.deliveryId === undefined) return null;
        if (!named) return 'delivery_method_unknown';
        return serving.includes(named) ? null : 'delivery_method_not_served';
      };
      const refused = isRefusal(totals) ? totals.refused : null;
      expect(refused === 'total_too_large' ? null : refused).toBe(wrong());
    }),
  );
});

const terms = (more: Partial<ShopTerms> = {}): ShopTerms => ({
  ...{ currency: 'EUR', country: 'DE', tax: firstTax, delivery: oneWay('post'), sandbox: true, stripe: true },
  ...more,
});
const goods = (...priced: readonly (readonly [number, (typeof taxClasses)[number]])[]): Goods => ({
  lines: priced.map(([priceMinor, of]) => ({ quantity: 1, priceMinor, taxClass: of })),
  discountMinor: 0,
});

test('[O24] delivery is free from the named amount of goods on, and where the buyer fetches them', () => {
  const delivery = oneWay('post', { costMinor: 490, freeFromMinor: 5_000, pickup: true });
  const at = (minorOf: number, pickup = false) =>
    totalsOf(goods([minorOf, 'standard']), { country: 'DE', pickup }, terms({ delivery }));
  expect(at(4_999)).toMatchObject({ deliveryMinor: 490, totalMinor: 5_489, delivery: { id: 'post' } });
  expect(at(5_000)).toMatchObject({ deliveryMinor: 0, totalMinor: 5_000, delivery: { id: 'post' } });
  expect(at(4_999, true)).toMatchObject({ deliveryMinor: 0, totalMinor: 4_999, delivery: null });
});

test('[O70] who names no way gets the cheapest that serves, the first of the list among equal ones; who names one gets it', () => {
  const methods = [
    { ...firstMethod, id: 'express', name: 'Express', days: { from: 1, to: 2 }, costMinor: 990 },
    { ...firstMethod, id: 'post', name: 'Post', costMinor: 490, freeFromMinor: 5_000 },
    { ...firstMethod, id: 'slow', name: 'Slow', costMinor: 490 },
    { ...firstMethod, id: 'bike', name: 'Bike', costMinor: 0, countries: ['AT'] },
  ];
  const shop = terms({ delivery: { methods, pickup: false, pickupNote: '' } });
  const way = (country: string, deliveryId?: string) =>
    totalsOf(goods([1_000, 'standard']), { country, pickup: false, deliveryId }, shop);
  expect(way('DE')).toMatchObject({ delivery: { id: 'post', name: 'Post', days: null }, deliveryMinor: 490 });
  expect(way('AT')).toMatchObject({ delivery: { id: 'bike' }, deliveryMinor: 0 });
  expect(way('DE', 'express')).toMatchObject({
    ...{ delivery: { id: 'express', name: 'Express', days: { from: 1, to: 2 } }, deliveryMinor: 990 },
  });
  expect(way('DE', 'bike')).toEqual({
    ...{ refused: 'delivery_method_not_served', details: { country: 'DE' } },
  });
  expect(way('DE', 'gone')).toEqual({ refused: 'delivery_method_unknown' });
  // Free from an amount on is cheaper than the first of the list.
  const rich = totalsOf(goods([9_000, 'standard']), { country: 'DE', pickup: false }, shop);
  expect(rich).toMatchObject({ delivery: { id: 'post' }, deliveryMinor: 0 });
});

test('[O73] each rate has one line; delivery is taxed with the goods that it brings, in proportion', () => {
  const tax = { ...firstTax, rateBp: 1_900, reducedBp: 700 };
  const shop = terms({ tax, delivery: oneWay('post', { costMinor: 400 }) });
  const at = { country: 'DE', pickup: false };
  expect(totalsOf(goods([3_000, 'standard'], [1_000, 'reduced']), at, shop)).toMatchObject({
    taxes: [
      { rateBp: 1_900, netMinor: 2_773, taxMinor: 527 },
      { rateBp: 700, netMinor: 1_028, taxMinor: 72 },
    ],
    ...{ taxMinor: 599, totalMinor: 4_400 },
  });
  const added = totalsOf(goods([3_000, 'standard'], [1_000, 'zero']), at, {
    ...shop,
    tax: { ...tax, pricesInclude: false },
  });
  expect(added).toMatchObject({
    taxes: [
      { rateBp: 1_900, netMinor: 3_300, taxMinor: 627 },
      { rateBp: 0, netMinor: 1_100, taxMinor: 0 },
    ],
    ...{ taxMinor: 627, totalMinor: 5_027 },
  });
  // Goods that cost nothing share nothing out: delivery has the highest of their rates.
  expect(totalsOf(goods([0, 'reduced'], [0, 'standard']), at, shop)).toMatchObject({
    taxes: [{ rateBp: 1_900, netMinor: 336, taxMinor: 64 }],
  });
});

test('[O73] coupons are off all goods alike before tax', () => {
  const tax = { ...firstTax, rateBp: 1_900, reducedBp: 700 };
  const half = { ...goods([3_000, 'standard'], [1_000, 'reduced']), discountMinor: 2_000 };
  expect(totalsOf(half, { country: 'DE', pickup: false }, terms({ tax }))).toMatchObject({
    taxes: [
      { rateBp: 1_900, netMinor: 1_261, taxMinor: 239 },
      { rateBp: 700, netMinor: 467, taxMinor: 33 },
    ],
  });
});
