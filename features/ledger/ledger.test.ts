import fc from 'fast-check';
import { expect, test } from 'vitest';
import { payout, payoutReturned, saleCaptured, saleRefunded, unbalanced } from './ledger.ts';

const cause = {
  id: 'p1',
  shopId: 's1',
  at: 5,
  orderId: 'o1',
  amountMinor: 1290,
  currency: 'EUR',
  ...{ taxMinor: 0, deliveryMinor: 0 },
};

const amount = fc.integer({ min: 0, max: 30_000_000_000 });

test('[L1] each entry sums to zero, whatever the amount', () => {
  fc.assert(
    fc.property(amount, amount, amount, (goods, taxMinor, deliveryMinor) => {
      const amountMinor = goods + taxMinor + deliveryMinor;
      for (const make of [saleCaptured, saleRefunded]) {
        const { lines } = make({ ...cause, amountMinor, taxMinor, deliveryMinor });
        expect(unbalanced(lines)).toEqual([]);
        expect(lines.some((line) => Object.is(line.amountMinor, -0))).toBe(false);
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

test('[L8] tax is owed and no revenue, delivery is earned beside the goods; a refund gives all of it back', () => {
  const sale = { ...cause, amountMinor: 2380, taxMinor: 380, deliveryMinor: 420 };
  expect(saleCaptured(sale).lines).toEqual([
    { account: 'provider_receivable', amountMinor: 2380, currency: 'EUR' },
    { account: 'sales', amountMinor: -1580, currency: 'EUR' },
    { account: 'delivery', amountMinor: -420, currency: 'EUR' },
    { account: 'tax_payable', amountMinor: -380, currency: 'EUR' },
  ]);
  expect(saleRefunded(sale).lines).toEqual([
    { account: 'refunds', amountMinor: 2000, currency: 'EUR' },
    { account: 'tax_payable', amountMinor: 380, currency: 'EUR' },
    { account: 'provider_receivable', amountMinor: -2380, currency: 'EUR' },
  ]);
});

test('[L46] a payout that came back takes back every line of it, under an id that follows from it', () => {
  const paid = payout({ ...cause, orderId: null });
  const back = payoutReturned({ ...cause, id: paid.id, orderId: null });
  expect(back).toMatchObject({ kind: 'payout_returned', orderId: null });
  expect(back.lines).toEqual(paid.lines.map((line) => ({ ...line, amountMinor: -line.amountMinor })));
  expect(payoutReturned({ ...cause, id: paid.id }).id).toBe(back.id);
  expect(new Set([back.id, paid.id, cause.id]).size).toBe(3);
});
