import { expect, test } from 'vitest';
import type { LedgerLine } from '../ledger/protocol.ts';
import { decideCourse, type Step } from './course.ts';
import type { OrderNow, PaymentNow } from './course-draft.ts';

const order = (more: Partial<OrderNow> = {}): OrderNow => ({
  ...{ id: '1', shopId: 'shop', roomId: null, accountId: 'vera', state: 'held', currency: 'EUR', totalMinor: 500 },
  ...{ deliveryMinor: 0, taxMinor: 80, taxIncluded: true, paidAt: null, paymentProblem: null },
  holdUntil: 1_000,
  ...{ discountMinor: 0, delivery: null, taxes: [{ rateBp: 1_900, netMinor: 420, taxMinor: 80 }] },
  lines: [{ skuId: 'a', productId: 'p', quantity: 1, priceMinor: 500, taxRateBp: 1_900 }],
  ...more,
});
const payment = (id: string, more: Partial<PaymentNow> = {}): PaymentNow => ({
  ...{ id, orderId: '1', state: 'started', amountMinor: 500, currency: 'EUR', reference: `pi_${id}`, code: null },
  ...{ refundId: null, refundOf: null, fee: null },
  ...more,
});
const of = { orderId: '1', paymentId: 'p' };
const fee = { minor: 17, currency: 'EUR' };
const captured: Step = { kind: 'captured', ...of, reference: 'pi_p', refundId: 'late' };
const givenBack: Step = { kind: 'given_back', ...of, reference: 'pi_p', refundId: 'back' };
const walk = (steps: Step[], now = 10, orders = [order()], payments = [payment('p'), payment('q')]) =>
  decideCourse({ orders, payments }, steps, now);
const state = (course: ReturnType<typeof walk>, id = 'p') => course.payments.find((one) => one.id === id)?.state;
const sums = (course: ReturnType<typeof walk>) => {
  const accounts = new Map<LedgerLine['account'], number>();
  for (const { account, amountMinor } of course.entries.flatMap((entry) => entry.lines)) {
    accounts.set(account, (accounts.get(account) ?? 0) + amountMinor);
  }
  return Object.fromEntries(accounts);
};

test.each([
  ['it is paid by another', [captured], 10, 'q'],
  ['it is cancelled', [{ kind: 'cancel', orderId: '1' } as Step], 10, 'p'],
  ['its hold is over', [{ kind: 'expire', orderId: '1' } as Step], 1_000, 'p'],
])('[O34] what its buyer may still agree to is called off when %s', (_why, steps, now, id) => {
  expect(state(walk(steps, now), id)).toBe('calling_off');
});

test('[O34] one that was captured while it was called off goes back', () => {
  const course = walk([{ kind: 'cancel', orderId: '1' }, captured]);
  expect(course.payments.find((one) => one.id === 'p')).toMatchObject({ state: 'refunding', refundOf: 'late_capture' });
  expect(course.answers.at(-1)).toMatchObject({ state: 'cancelled', paymentProblem: 'payment_came_late' });
});

test('[O35] a try that failed leaves order and payment open, with its reason; later ones change nothing', () => {
  const failed: Step = { kind: 'attempt_failed', ...of, code: 'payment_declined' };
  const once = walk([failed, failed]);
  expect(once.answers[1]).toMatchObject({ state: 'held', paymentProblem: 'payment_declined' });
  expect(once.told.map((one) => one.fact.kind)).toEqual(['order.payment_failed']);
  expect(once.payments).toEqual([]);
  expect(walk([captured, failed]).answers[1]).toMatchObject({ state: 'paid', paymentProblem: null });
});

test.each([
  ['after the capture', [captured, givenBack]],
  ['before the capture', [givenBack, captured]],
  ['twice', [givenBack, captured, givenBack, captured]],
])('[O36] what was given back at the provider refunds the order: heard %s', (_when, steps) => {
  const course = walk(steps as Step[]);
  expect(course.answers.at(-1)).toMatchObject({ state: 'refunded' });
  expect(course.entries.map((entry) => entry.kind)).toEqual(['sale_captured', 'sale_refunded']);
  expect(state(course)).toBe('refunded');
  expect(sums(course)).toEqual({ provider_receivable: 0, sales: -420, tax_payable: 0, refunds: 420 });
});

test('[O36] given back before it was heard of, and the order over: nothing is owed to anybody', () => {
  const course = walk([givenBack], 5_000);
  expect([course.answers[0], state(course)]).toMatchObject([{ state: 'expired' }, 'refunded']);
  expect(sums(course)).toMatchObject({ provider_receivable: 0, tax_payable: 0 });
});

test('[L10] the fee is in the book once, whenever the provider tells it', () => {
  const withFee: Step = { ...captured, fee };
  for (const steps of [
    [withFee, withFee],
    [captured, withFee, withFee],
    [withFee, captured],
  ]) {
    const course = walk(steps as Step[]);
    expect(course.entries.filter((entry) => entry.kind === 'provider_fee')).toHaveLength(1);
    expect(sums(course)).toMatchObject({ provider_receivable: 500 - 17, provider_fee: 17 });
  }
});

test('[P12] a refund that failed is taken out of the book, told, and asked for anew under another id', () => {
  const paid = [order({ state: 'paid', holdUntil: null, paidAt: 5 })];
  const ask = (refundId: string): Step => ({ kind: 'ask_refund', orderId: '1', refundId });
  const fail: Step = { kind: 'refund_failed', ...of, refundId: 'r1' };
  const refunded = (refundId: string): Step => ({ kind: 'refunded', ...of, refundId });
  const steps = [ask('r1'), refunded('r1'), fail, fail];
  const failed = walk(steps, 10, paid, [payment('p', { state: 'captured' })]);
  expect([state(failed), failed.answers.at(-1)]).toMatchObject(['refund_failed', { paymentProblem: 'refund_failed' }]);
  expect(Object.values(sums(failed)).map(Math.abs)).toEqual([0, 0, 0]);
  const again = walk([...steps, ask('r2'), refunded('r1'), refunded('r2')], 10, paid, [
    payment('p', { state: 'captured' }),
  ]);
  expect(state(again)).toBe('refunded');
  expect(again.entries.map((entry) => entry.kind)).toEqual(['sale_refunded', 'refund_failed', 'sale_refunded']);
  expect(sums(again)).toMatchObject({ provider_receivable: -500 });
});
