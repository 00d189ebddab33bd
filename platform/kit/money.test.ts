import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editableMoney, formatMoney, moneyMinorMax, parseMoney } from './money.ts';

const currency = fc.constantFrom('EUR', 'USD', 'KRW', 'CNY', 'JPY', 'KWD');
const locale = fc.constantFrom('en', 'de', 'fr', 'de-CH', 'ko', 'zh-Hans', 'en-IN');
const minor = fc.integer({ min: 0, max: moneyMinorMax });

describe('money that a person types', () => {
  test('[M1] what a field shows reads back as the same amount, in any currency and language', () => {
    fc.assert(
      fc.property(minor, currency, locale, (amount, code, language) => {
        expect(parseMoney(editableMoney(amount, code, language), code, language)).toBe(amount);
      }),
    );
  });

  test('[M2] what people are shown, with its sign and grouping, reads back as the same amount', () => {
    fc.assert(
      fc.property(minor, currency, locale, (amount, code, language) => {
        expect(parseMoney(formatMoney(amount, code, language), code, language)).toBe(amount);
      }),
    );
  });

  test('[M3] any text gives a whole amount in range, or nothing', () => {
    const text = fc.string({ unit: fc.constantFrom('0', '1', '9', '.', ',', ' ', '-', '€', 'e') });
    fc.assert(
      fc.property(text, currency, locale, (typed, code, language) => {
        const amount = parseMoney(typed, code, language);
        if (amount === null) return;
        expect(Number.isSafeInteger(amount) && amount >= 0 && amount <= moneyMinorMax).toBe(true);
        expect([...typed].filter((each) => /[1-9]/.test(each)).join('')).toBe(
          [...String(amount)].filter((each) => /[1-9]/.test(each)).join(''),
        );
      }),
    );
  });

  test.each([
    ['0.29', 'EUR', 'en', 29],
    ['1.1', 'EUR', 'en', 110],
    ['12', 'EUR', 'en', 1200],
    ['12,90', 'EUR', 'en', 1290],
    ['12.90', 'EUR', 'de', 1290],
    ['1,234', 'EUR', 'en', 123_400],
    ['1.234,50 €', 'EUR', 'de', 123_450],
    ['EUR 5', 'EUR', 'en', 500],
    ['12000', 'KRW', 'ko', 12_000],
    ['1,50,000', 'USD', 'en-IN', 15_000_000],
  ])('[M4] %s %s in %s is %i', (text, code, language, amount) => {
    expect(parseMoney(text, code, language)).toBe(amount);
  });

  test.each([
    ['', 'EUR'],
    ['12.', 'EUR'],
    ['.5', 'EUR'],
    ['-1', 'EUR'],
    ['1e3', 'EUR'],
    ['12.905', 'USD'],
    ['12.50', 'KRW'],
    ['1.2.3', 'EUR'],
    ['1,23,4', 'EUR'],
    ['9999999999999', 'EUR'],
  ])('[M5] "%s" in %s is refused, not rounded or guessed', (text, code) => {
    expect(parseMoney(text, code, 'en')).toBeNull();
  });
});
