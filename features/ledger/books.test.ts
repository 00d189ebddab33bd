import { expect, test } from 'vitest';
import { type BookOrder, type BookPayment, checkPart, checkSums, type Part, type ProviderSums } from './books.ts';
import { payout, payoutReturned, providerFee, refundFailed, saleCaptured, saleRefunded } from './ledger.ts';

const cause = {
  ...{ id: 'p1', shopId: 's1', at: 5, orderId: 'o1', amountMinor: 500, currency: 'EUR' },
  ...{ taxMinor: 80, deliveryMinor: 20 },
};
const order = (state: string): BookOrder => ({ id: 'o1', shopId: 's1', state, totalMinor: 500, currency: 'EUR' });
const payment = (state: string, more: Partial<BookPayment> = {}): BookPayment => ({
  ...{ id: 'p1', orderId: 'o1', shopId: 's1', state, amountMinor: 500, currency: 'EUR', refundId: null },
  ...{ refundOf: null, fee: null },
  ...more,
});
const sale = saleCaptured(cause);
const refund = saleRefunded({ ...cause, id: 'r1' });
const refundOf = { refundId: 'r1', refundOf: 'order' } as const;

/** The codes of what is wrong, with the provider's sums taken over the entries of the part. */
function wrongs(part: Part): string[] {
  const sums: ProviderSums = new Map();
  for (const { shopId, lines } of part.entries) {
    for (const { account, amountMinor, currency } of lines) {
      if (account !== 'provider_receivable') continue;
      const key = `${shopId} ${currency}`;
      sums.set(key, { said: 0, booked: (sums.get(key)?.booked ?? 0) + amountMinor });
    }
  }
  const found = checkPart(part, sums);
  return [...found, ...checkSums(sums)].map(({ code }) => code).sort();
}
const of = (orders: BookOrder[], payments: BookPayment[], entries: Part['entries']): Part => ({
  orders,
  payments,
  entries,
});

test('[L12] sound books have nothing wrong: held, paid, refunded, late, with fee and payout', () => {
  const fee = { minor: 7, currency: 'EUR' };
  const feeEntry = providerFee({ ...cause, amountMinor: 7 });
  const paidOut = payout({ ...cause, id: 'po', amountMinor: 300, orderId: null });
  const cameBack = payoutReturned({ ...cause, id: paidOut.id, amountMinor: 300, orderId: null });
  const late = { refundId: 'r1', refundOf: 'late_capture' } as const;
  for (const part of [
    of([order('held')], [payment('started'), payment('declined', { id: 'p0' })], []),
    of([order('paid')], [payment('captured')], [sale]),
    of([order('paid')], [payment('captured', { fee })], [sale, feeEntry, paidOut]),
    of([order('paid')], [payment('captured')], [sale, paidOut, cameBack]),
    of([order('paid')], [payment('refunding', refundOf)], [sale]),
    of([order('refunded')], [payment('refunded', refundOf)], [sale, refund]),
    of([order('expired')], [payment('refunding', late)], [sale]),
    of([order('expired')], [payment('refunded', late)], [sale, refund]),
  ]) {
    expect(wrongs(part)).toEqual([]);
  }
});

test('[L12] a refund that failed is for a person to look at; once it was made anew, all is well', () => {
  const failed = refundFailed({ ...cause, id: 'r1' });
  const first = of([order('refunded')], [payment('refund_failed', refundOf)], [sale, refund, failed]);
  expect(wrongs(first)).toEqual(['refund_failed']);
  const again = saleRefunded({ ...cause, id: 'r2' });
  const made = [payment('refunded', { refundId: 'r2', refundOf: 'order' })];
  expect(wrongs(of([order('refunded')], made, [sale, refund, failed, again]))).toEqual([]);
});

test.each<[string, Part, string[]]>([
  ['a paid order without money', of([order('paid')], [payment('declined')], []), ['order_unpaid']],
  ['a paid order without its sale', of([order('paid')], [payment('captured')], []), ['provider_off', 'sale_missing']],
  ['money without a paid order', of([order('expired')], [payment('captured')], [sale]), ['money_kept']],
  [
    'two payments kept',
    of([order('paid')], [payment('captured'), payment('captured', { id: 'p2' })], [sale]),
    [...['money_kept', 'provider_off', 'sale_missing']],
  ],
  ['a sale that nobody paid', of([order('held')], [payment('started')], [sale]), ['provider_off', 'sale_unpaid']],
  ['a sale of no payment', of([order('held')], [], [sale]), ['entry_without_cause', 'provider_off']],
  [
    'a sale of another amount',
    of([order('paid')], [payment('captured')], [saleCaptured({ ...cause, amountMinor: 499 })]),
    [...['provider_off', 'sale_off']],
  ],
  [
    'a payment of another amount',
    of([order('paid')], [payment('captured', { amountMinor: 499 })], [sale]),
    [...['payment_off', 'provider_off']],
  ],
  [
    'a refund without its entry',
    of([order('refunded')], [payment('refunded', refundOf)], [sale]),
    [...['provider_off', 'refund_missing']],
  ],
  [
    'a refund that was not made',
    of([order('paid')], [payment('refunding', refundOf)], [sale, refund]),
    [...['provider_off', 'refund_unmade']],
  ],
  [
    'a fee that is not in the book',
    of([order('paid')], [payment('captured', { fee: { minor: 7, currency: 'EUR' } })], [sale]),
    ['provider_off'],
  ],
  [
    'lines that are off',
    of([order('paid')], [payment('captured')], [{ ...sale, lines: sale.lines.slice(0, 2) }]),
    ['entry_off'],
  ],
  [
    'no lines',
    of([order('paid')], [payment('captured')], [sale, { ...sale, id: 'x', kind: 'payout', lines: [] }]),
    ['entry_empty'],
  ],
])('[L12] %s is found', (_what, part, codes) => {
  expect(wrongs(part)).toEqual(codes);
});
