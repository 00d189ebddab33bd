import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { unbalanced } from '../ledger/ledger.ts';
import { decideCourse, type Step } from './course.ts';
import type { OrderNow, PaymentNow } from './course-draft.ts';

const order = (id: string, more: Partial<OrderNow> = {}): OrderNow => ({
  id,
  shopId: 'shop',
  roomId: 'room',
  accountId: 'vera',
  state: 'held',
  currency: 'EUR',
  totalMinor: 500,
  ...{ deliveryMinor: 100, taxMinor: 80, taxIncluded: true },
  ...{ discountMinor: 0, delivery: null, taxes: [{ rateBp: 1_900, netMinor: 420, taxMinor: 80 }] },
  holdUntil: 1_000,
  paidAt: null,
  paymentProblem: null,
  lines: [
    { skuId: 'a', productId: 'p', quantity: 2, priceMinor: 150, taxRateBp: 1_900 },
    { skuId: 'b', productId: 'p', quantity: 1, priceMinor: 100, taxRateBp: 1_900 },
  ],
  ...more,
});
const payment = (id: string, orderId: string, more: Partial<PaymentNow> = {}): PaymentNow => ({
  id,
  orderId,
  state: 'started',
  amountMinor: 500,
  currency: 'EUR',
  reference: null,
  code: null,
  refundId: null,
  refundOf: null,
  fee: null,
  ...more,
});
const captured = (orderId: string, paymentId: string): Step => ({
  kind: 'captured',
  orderId,
  paymentId,
  reference: 'r',
  refundId: `refund-${paymentId}`,
});
const walk = (steps: Step[], now = 10, orders = [order('1')], payments = [payment('p', '1'), payment('q', '1')]) =>
  decideCourse({ orders, payments }, steps, now);
const kinds = (course: ReturnType<typeof walk>) => course.told.map(({ stream, fact }) => `${stream} ${fact.kind}`);

test('[O6] a captured payment pays the order: units leave, the book is written, buyer, staff and room are told', () => {
  const course = walk([captured('1', 'p')]);
  expect(course.answers[0]).toMatchObject({ state: 'paid', paidAt: 10, holdUntil: null });
  expect(course.sold.map((one) => one.id)).toEqual(['1']);
  expect(course.entries.map((entry) => [entry.id, entry.kind])).toEqual([['p', 'sale_captured']]);
  expect(kinds(course)).toEqual(['person:vera order.paid', 'staff:room order.paid', 'room:room product.bought']);
  expect(course.told[2]!.fact.body).toEqual({ productId: 'p', quantity: 3 });
  expect(JSON.stringify(course.told[2])).not.toMatch(/vera|"1"/);
});

test('[O26] the book tells goods, delivery and tax apart, and a refund gives all of it back', () => {
  const amounts = (course: ReturnType<typeof walk>) =>
    course.entries.map((entry) => Object.fromEntries(entry.lines.map((line) => [line.account, line.amountMinor])));
  const paid = walk([captured('1', 'p')]);
  expect(amounts(paid)).toEqual([{ provider_receivable: 500, sales: -336, delivery: -84, tax_payable: -80 }]);
  const back: Step[] = [
    { kind: 'ask_refund', orderId: '1', refundId: 'r' },
    { kind: 'refunded', orderId: '1', paymentId: 'p' },
  ];
  const refunded = walk(back, 20, [...paid.orders], [...paid.payments]);
  expect(amounts(refunded)).toEqual([{ refunds: 420, tax_payable: 80, provider_receivable: -500 }]);
});

test('[O6] without a room, nobody but the buyer is told', () => {
  const course = walk([captured('1', 'p')], 10, [order('1', { roomId: null })]);
  expect(kinds(course)).toEqual(['person:vera order.paid']);
});

test('[O8] a declined payment leaves the order held, with its reason', () => {
  const course = walk([{ kind: 'declined', orderId: '1', paymentId: 'p', code: 'payment_declined' }]);
  expect(course.answers[0]).toMatchObject({ state: 'held', holdUntil: 1_000, paymentProblem: 'payment_declined' });
  expect(kinds(course)).toEqual(['person:vera order.payment_failed', 'staff:room order.payment_failed']);
  expect(course.entries).toEqual([]);
});

test.each([
  ['cancelled', [{ kind: 'cancel', orderId: '1' }, captured('1', 'p')] as Step[], 10],
  ['expired', [captured('1', 'p')], 1_000],
])('[O9] a capture that comes after the order was %s goes back', (state, steps, now) => {
  const course = walk(steps, now);
  expect(course.answers.at(-1)).toMatchObject({ state, paymentProblem: 'payment_came_late' });
  expect(course.payments.filter((one) => one.id === 'p')).toMatchObject([
    { id: 'p', state: 'refunding', refundOf: 'late_capture', refundId: 'refund-p' },
  ]);
  expect(course.released.map((one) => one.id)).toEqual(['1']);
  expect(course.sold).toEqual([]);
});

test('[O9] a second capture of a paid order goes back, and the order stays paid', () => {
  const course = walk([captured('1', 'p'), captured('1', 'q')]);
  expect(course.answers[1]).toMatchObject({ state: 'paid', paymentProblem: null });
  expect(course.payments.map(({ id, state }) => [id, state])).toEqual([
    ['p', 'captured'],
    ['q', 'refunding'],
  ]);
});

test('[O12] a refund takes back the money first, then the order; asked twice, it is one refund', () => {
  const paid = [order('1', { state: 'paid', paidAt: 5, holdUntil: null })];
  const money = [payment('p', '1', { state: 'captured' })];
  const ask = (refundId: string): Step => ({ kind: 'ask_refund', orderId: '1', refundId });
  const asked = walk([ask('r1'), ask('r2')], 10, paid, money);
  expect(asked.payments).toMatchObject([{ state: 'refunding', refundId: 'r1', refundOf: 'order' }]);
  expect(asked.orders).toEqual([]);
  const refunded: Step = { kind: 'refunded', orderId: '1', paymentId: 'p' };
  const done = walk([refunded, refunded, ask('r3')], 10, paid, [...asked.payments]);
  expect(done.answers.map((answer) => (isRefusal(answer) ? answer.refused : answer.state))).toEqual([
    'refunded',
    'refunded',
    'order_act_impossible',
  ]);
  expect(done.putBack.map((one) => one.id)).toEqual(['1']);
  expect(done.entries.map((entry) => [entry.id, entry.kind])).toEqual([['r1', 'sale_refunded']]);
});

test('[O13] whatever is heard, asked and due, in any order: units and money add up', () => {
  const step = fc.oneof(
    fc.constantFrom(...['p', 'q'].map((id) => captured('1', id))),
    fc.constantFrom<Step>(
      ...['p', 'q'].flatMap((paymentId): Step[] => [
        { kind: 'declined', orderId: '1', paymentId, code: 'payment_declined' },
        { kind: 'refunded', orderId: '1', paymentId },
      ]),
      { kind: 'cancel', orderId: '1' },
      { kind: 'expire', orderId: '1' },
      { kind: 'ask_refund', orderId: '1', refundId: 'asked' },
    ),
  );
  const steps = fc.array(fc.record({ step, at: fc.constantFrom(10, 999, 1_000) }), { maxLength: 20 });
  fc.assert(
    fc.property(steps, (course) => {
      let orders: OrderNow[] = [order('1')];
      let payments: PaymentNow[] = [payment('p', '1'), payment('q', '1')];
      const moved = { sold: 0, released: 0, putBack: 0 };
      const entries: string[] = [];
      for (const { step, at } of course.sort((a, b) => a.at - b.at)) {
        const after = decideCourse({ orders, payments }, [step], at);
        orders = orders.map((one) => after.orders.find((changed) => changed.id === one.id) ?? one);
        payments = payments.map((one) => after.payments.find((changed) => changed.id === one.id) ?? one);
        for (const key of ['sold', 'released', 'putBack'] as const) moved[key] += after[key].length;
        for (const entry of after.entries) expect(unbalanced(entry.lines)).toEqual([]);
        entries.push(...after.entries.map((entry) => entry.kind));
      }
      const { state } = orders[0]!;
      expect(moved).toEqual({
        sold: state === 'paid' || state === 'refunded' ? 1 : 0,
        released: state === 'cancelled' || state === 'expired' ? 1 : 0,
        putBack: state === 'refunded' ? 1 : 0,
      });
      const kept = payments.filter((one) => one.state === 'captured').length;
      const going = payments.filter((one) => one.state === 'refunding').length;
      const gone = payments.filter((one) => one.state === 'refunded').length;
      expect(entries.filter((kind) => kind === 'sale_captured')).toHaveLength(kept + going + gone);
      expect(entries.filter((kind) => kind === 'sale_refunded')).toHaveLength(gone);
      // A shop keeps the money of a paid order, and of nothing else.
      const owed = payments.some((one) => one.state === 'refunding' && one.refundOf === 'order') ? 0 : 1;
      expect(kept).toBe(state === 'paid' ? owed : 0);
    }),
    { numRuns: 2_000 },
  );
});
