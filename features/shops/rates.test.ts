import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editableRate, fieldsOfRates, formatRate, isOfClasses, noRates, parseRate, readRates } from './rates.ts';
import { rateBpMax } from './terms.ts';

test('[H8] a rate is read as it was typed, exactly, or not at all', () => {
  expect(['19', '19 %', '8,25', '8.25', ' 0 ', '7.5', '100'].map(parseRate)).toEqual([
    1900, 1900, 825, 825, 0, 750, 10_000,
  ]);
  for (const text of ['', '-1', '8.255', '1,900', '100.01', 'abc', '1 9', '.5'])
    expect(parseRate(text), text).toBeNull();
});

test('[H8] what a field shows is read back as the same rate, in every language', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: rateBpMax }),
      fc.constantFrom('en', 'de', 'ko', 'zh-Hans'),
      (rateBp, locale) => {
        expect(parseRate(editableRate(rateBp, locale))).toBe(rateBp);
      },
    ),
  );
  expect(formatRate(825, 'en')).toBe('8.25%');
});

test('[H21] the rates of classes are read back as they were; one that is empty is none, and one that is wrong is no table', () => {
  const rate = fc.integer({ min: 0, max: rateBpMax });
  const some = fc.record({ rateBp: rate, reducedBp: rate, secondReducedBp: rate }, { requiredKeys: ['rateBp'] });
  fc.assert(
    fc.property(some, fc.constantFrom('en', 'de', 'ko'), (rates, locale) => {
      expect(readRates(fieldsOfRates(rates, locale))).toEqual(rates);
      expect(isOfClasses(rates)).toBe(Object.keys(rates).length > 1);
    }),
  );
  expect(readRates(noRates)).toBeNull();
  expect(readRates({ ...noRates, rate: '19', reduced: 'seven' })).toBeNull();
});
