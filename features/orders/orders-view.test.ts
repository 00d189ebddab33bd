import { expect, test } from 'vitest';
import { ordersShownMax, personOrdersFold, staffOrdersFold } from './orders-view.ts';

let number = 0;
const fact = (kind: string, body: object) => ({ number: ++number, at: number * 10, kind, body: body as never });
const body = (orderId: string, totalMinor = 500) => ({ orderId, totalMinor, currency: 'EUR' });
const placed = (orderId: string) => fact('order.placed', { ...body(orderId), lines: [], holdUntil: 1 });
const fold = <S>(
  { initial, apply }: { initial: S; apply(state: S, one: ReturnType<typeof fact>): S },
  facts: ReturnType<typeof fact>[],
) => facts.reduce(apply, initial);

test('[O14] the staff see counts, money and the newest orders', () => {
  const state = fold(staffOrdersFold, [
    placed('1'),
    placed('2'),
    placed('3'),
    placed('4'),
    fact('order.paid', body('1')),
    fact('order.paid', body('2', 700)),
    fact('order.expired', body('3')),
    fact('order.refunded', body('1')),
  ]);
  expect(state.counts).toEqual({ held: 1, paid: 1, cancelled: 0, expired: 1, refunded: 1 });
  expect(state).toMatchObject({ paid: 1, unpaid: 1, revenueMinor: { EUR: 700 } });
  expect(state.orders.map((order) => [order.orderId, order.state])).toEqual([
    ['4', 'held'],
    ['3', 'expired'],
    ['2', 'paid'],
    ['1', 'refunded'],
  ]);
});

test('[O14] views keep the newest orders only, and other facts leave them as they are', () => {
  const many = Array.from({ length: ordersShownMax + 5 }, (_, index) => placed(String(index)));
  expect(fold(staffOrdersFold, many).orders).toHaveLength(ordersShownMax);
  expect(fold(personOrdersFold, many).orders[0]).toMatchObject({ orderId: String(ordersShownMax + 4) });
  const state = fold(personOrdersFold, many);
  expect(personOrdersFold.apply(state, fact('room.live', {}))).toBe(state);
});

test('[O15] a person sees how the own orders stand, and why a payment failed until one succeeds', () => {
  const failed = [placed('1'), fact('order.payment_failed', { orderId: '1', code: 'payment_declined' })];
  expect(fold(personOrdersFold, failed).orders[0]).toMatchObject({ state: 'held', paymentProblem: 'payment_declined' });
  const paid = [...failed, fact('order.paid', body('1'))];
  expect(fold(personOrdersFold, paid).orders[0]).toMatchObject({ state: 'paid', paymentProblem: null });
});
