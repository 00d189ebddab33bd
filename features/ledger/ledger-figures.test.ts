import { expect, test } from 'vitest';
import { ledgerFigures } from './ledger-figures.ts';
import type { LedgerLine } from './protocol.ts';

const line = (account: LedgerLine['account'], amountMinor: number, currency = 'EUR'): LedgerLine => ({
  account,
  amountMinor,
  currency,
});

test('[L9] what is due is what was earned and the tax on it, in one currency, refunds taken off', () => {
  const balances = [
    line('provider_receivable', 12_376),
    line('sales', -12_000),
    line('delivery', -400),
    line('tax_payable', -1_976),
    line('refunds', 2_000),
    line('sales', -99, 'KRW'),
  ];
  expect(ledgerFigures(balances, 'EUR')).toEqual({ earnedMinor: 10_400, taxMinor: 1_976, dueMinor: 12_376 });
});

test('[L9] an empty book has zeroes without a sign', () => {
  expect(Object.values(ledgerFigures([], 'EUR')).every((minor) => Object.is(minor, 0))).toBe(true);
});
