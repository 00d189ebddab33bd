import { expect, test } from 'vitest';
import { currencies } from '../shops/currencies.ts';
import { isStripeCurrency } from './stripe-currency.ts';

test('[P13] Stripe takes a currency only where its units are ours', () => {
  for (const same of ['EUR', 'USD', 'KRW', 'JPY', 'CNY', 'CLP', 'VND']) expect(isStripeCurrency(same)).toBe(true);
  // Three decimals of which the last must be zero; hundredths that do not exist; not known to Stripe at all.
  for (const other of ['BHD', 'JOD', 'KWD', 'OMR', 'TND', 'IQD', 'ISK', 'UGX', 'IRR', 'KPW', 'CUP', 'XXX']) {
    expect(isStripeCurrency(other)).toBe(false);
  }
});

test('[P13] most of what a shop may choose can be paid by Stripe', () => {
  expect(currencies.filter(isStripeCurrency).length).toBeGreaterThan(100);
});
