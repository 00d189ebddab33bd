import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saleCaptured, saleRefunded, unbalanced } from './ledger.ts';

const cause = { id: 'p1', shopId: 's1', at: 5, orderId: 'o1', amountMinor: 1290, currency: 'EUR' };

test('[L1] each entry sums to zero, whatever the amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000_000 }), (amountMinor) => {
      for (const make of [saleCaptured, saleRefunded]) {
        expect(unbalanced(make({ ...cause, amountMinor }).lines)).toEqual([]);
      }
    }),
  );
});

test('[L1] a sum is taken in each currency by itself', () => {
  const line = { account: 'sales', amountMinor: 5, currency: 'EUR' } as const;
  expect(unbalanced([line, { ...line, amountMinor: -5, currency: 'USD' }])).toEqual(['EUR', 'USD']);
});

test('[L2] a captured sale is owed by the provider and earned as a sale', () => {
  expect(saleCaptured(cause)).toEqual({
    id: 'p1',
    shopId: 's1',
    at: 5,
    kind: 'sale_captured',
    orderId: 'o1',
    lines: [
      { account: 'provider_receivable', amountMinor: 1290, currency: 'EUR' },
      { account: 'sales', amountMinor: -1290, currency: 'EUR' },
    ],
  });
});

test('[L3] a refund keeps the sale in the book and stands beside it', () => {
  expect(saleRefunded(cause).lines).toEqual([
    { account: 'refunds', amountMinor: 1290, currency: 'EUR' },
    { account: 'provider_receivable', amountMinor: -1290, currency: 'EUR' },
  ]);
});
