import { expect, test } from 'vitest';
import type { TaxClass } from './tax-class.ts';
import { checkDelivery, checkTax, firstMethod, firstTax, oneWay, rateFor, taxOf } from './terms.ts';

test('[H8] a country has its own rate or the shop’s, and never two', () => {
  const tax = { ...firstTax, rateBp: 1_900, rates: [{ country: 'AT', rateBp: 2_000 }] };
  expect([rateFor(tax, 'AT', 'standard'), rateFor(tax, 'FR', 'standard')]).toEqual([2_000, 1_900]);
  expect(checkTax(tax)).toBeNull();
  const twice = { ...tax, rates: [...tax.rates, { country: 'AT', rateBp: 1 }] };
  expect(checkTax(twice)).toEqual({ refused: 'tax_country_twice', details: { country: 'AT' } });
});

test.each([
  [11_900, 1_900, true, 1_900],
  [10_000, 1_900, false, 1_900],
  [5, 1_000, false, 1],
  [4, 1_000, false, 0],
  [1_290, 0, true, 0],
  [100_000_000_000, 10_000, false, 100_000_000_000],
])('[H8] the tax of %i at %i, included %s, is %i', (amount, rate, included, tax) => {
  expect(taxOf(amount, rate, included)).toBe(tax);
});

test('[H9] a shop delivers somewhere, or lets its buyers fetch', () => {
  expect(checkDelivery(oneWay('post'))).toBeNull();
  expect(checkDelivery(oneWay('post', { countries: [] }))).toEqual({ refused: 'delivery_nowhere' });
  expect(checkDelivery({ methods: [], pickup: false, pickupNote: '' })).toEqual({ refused: 'delivery_nowhere' });
  expect(checkDelivery(oneWay('post', { countries: [], pickup: true }))).toBeNull();
});

test('[H20] of several ways each has a name and an id of its own, and none arrives before it can', () => {
  const ways = (...methods: readonly object[]) => ({
    ...{ methods: methods.map((way, at) => ({ ...firstMethod, id: `way-${at}`, ...way })), pickup: false },
    pickupNote: '',
  });
  expect(checkDelivery(ways({}))).toBeNull();
  expect(checkDelivery(ways({ name: 'Post' }, { name: 'Express' }))).toBeNull();
  const unclear = { refused: 'delivery_names_unclear' };
  expect(checkDelivery(ways({ name: 'Post' }, {}))).toEqual(unclear);
  expect(checkDelivery(ways({ name: 'Post' }, { name: ' post ' }))).toEqual(unclear);
  expect(checkDelivery(ways({ name: 'Post', id: 'a' }, { name: 'Express', id: 'a' }))).toEqual(unclear);
  expect(checkDelivery(ways({ name: 'Post', days: { from: 3, to: 2 } }))).toEqual({ refused: 'delivery_days_wrong' });
});

test('[H21] a class has its rate in a country, else the standard one there, and zero none anywhere', () => {
  const tax = {
    ...{ ...firstTax, rateBp: 1_900, reducedBp: 700 },
    rates: [
      { country: 'FR', rateBp: 2_000, reducedBp: 1_000, secondReducedBp: 550 },
      { country: 'DK', rateBp: 2_500 },
    ],
  };
  const at = (country: string) =>
    (['standard', 'reduced', 'second_reduced', 'zero'] satisfies TaxClass[]).map((of) => rateFor(tax, country, of));
  expect(at('DE')).toEqual([1_900, 700, 1_900, 0]);
  expect(at('FR')).toEqual([2_000, 1_000, 550, 0]);
  expect(at('DK')).toEqual([2_500, 2_500, 2_500, 0]);
});
