import { expect, test } from 'vitest';
import { checkDelivery, checkTax, firstDelivery, firstTax, rateFor, taxOf } from './terms.ts';

test('[H8] a country has its own rate or the shop’s, and never two', () => {
  const tax = { ...firstTax, rateBp: 1_900, rates: [{ country: 'AT', rateBp: 2_000 }] };
  expect([rateFor(tax, 'AT'), rateFor(tax, 'FR')]).toEqual([2_000, 1_900]);
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
  expect(checkDelivery(firstDelivery)).toBeNull();
  expect(checkDelivery({ ...firstDelivery, countries: [] })).toEqual({ refused: 'delivery_nowhere' });
  expect(checkDelivery({ ...firstDelivery, countries: [], pickup: true })).toBeNull();
});
