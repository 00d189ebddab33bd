import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { firstDelivery, firstTax, rateBpMax, type ShopTerms } from '../shops/terms.ts';
import { totalMinorMax } from './protocol.ts';
import { shares, totalsOf } from './totals.ts';

const minor = fc.integer({ min: 0, max: totalMinorMax });
const rateBp = fc.integer({ min: 0, max: rateBpMax });
const anyTerms: fc.Arbitrary<ShopTerms> = fc.record({
  currency: fc.constant('EUR'),
  country: fc.constant('DE'),
  sandbox: fc.constant(true),
  stripe: fc.constant(true),
  tax: fc.record({
    pricesInclude: fc.boolean(),
    rateBp,
    rates: fc.array(fc.record({ country: fc.constant('AT'), rateBp }), { maxLength: 1 }),
    taxId: fc.constant(''),
  }),
  delivery: fc.record({
    countries: fc.constantFrom(null, ['DE'], ['DE', 'AT'], []),
    costMinor: minor,
    freeFromMinor: fc.option(minor),
    pickup: fc.boolean(),
    pickupNote: fc.constant(''),
  }),
});
const place = fc.record({ country: fc.constantFrom('DE', 'AT', 'KR'), pickup: fc.boolean() });

test('[O24] [O25] goods, delivery and tax add up to the total, each a whole number, whatever the terms', () => {
  fc.assert(
    fc.property(minor, place, anyTerms, (goodsMinor, where, terms) => {
      const totals = totalsOf(goodsMinor, where, terms);
      if (isRefusal(totals)) return;
      const { deliveryMinor, taxMinor, taxRateBp, taxIncluded, totalMinor } = totals;
      expect(goodsMinor + deliveryMinor + (taxIncluded ? 0 : taxMinor)).toBe(totalMinor);
      expect(totalMinor).toBeLessThanOrEqual(totalMinorMax);
      expect([0, terms.delivery.costMinor]).toContain(deliveryMinor);
      // Rounded to the nearest unit, checked with whole numbers of any length.
      const [amount, of] = [BigInt(taxIncluded ? totalMinor : goodsMinor + deliveryMinor), BigInt(taxRateBp)];
      const by = taxIncluded ? 10_000n + of : 10_000n;
      expect(BigInt(taxMinor)).toBe((2n * amount * of + by) / (2n * by));
      const book = shares(totals);
      expect(book.deliveryMinor).toBeGreaterThanOrEqual(0);
      expect(totalMinor - book.taxMinor - book.deliveryMinor).toBeGreaterThanOrEqual(goodsMinor === 0 ? -1 : 0);
    }),
    { numRuns: 2_000 },
  );
});

test('[O24] nothing goes to a country that is not served, and nobody fetches where nobody may', () => {
  fc.assert(
    fc.property(minor, place, anyTerms, (goodsMinor, where, terms) => {
      const totals = totalsOf(goodsMinor, where, terms);
      const { countries, pickup } = terms.delivery;
      const served = where.pickup ? pickup : countries === null || countries.some((one) => one === where.country);
      if (served) expect(isRefusal(totals) ? totals.refused : 'total_too_large').toBe('total_too_large');
      else expect(totals).toMatchObject({ refused: where.pickup ? 'pickup_not_offered' : 'country_not_served' });
    }),
  );
});

test('[O24] delivery is free from the named amount of goods on, and where the buyer fetches them', () => {
  const delivery = { ...firstDelivery, costMinor: 490, freeFromMinor: 5_000, pickup: true };
  const terms = { currency: 'EUR', country: 'DE', tax: firstTax, delivery, sandbox: true, stripe: true };
  const at = (goodsMinor: number, pickup = false) => totalsOf(goodsMinor, { country: 'DE', pickup }, terms);
  expect(at(4_999)).toMatchObject({ deliveryMinor: 490, totalMinor: 5_489 });
  expect(at(5_000)).toMatchObject({ deliveryMinor: 0, totalMinor: 5_000 });
  expect(at(4_999, true)).toMatchObject({ deliveryMinor: 0, totalMinor: 4_999 });
});
