import { expect, test } from 'vitest';
import { nextOrderState, orderEvents, orderStates, stateAt } from './order.ts';

test('[O1] the table of states, walked whole', () => {
  const walked = orderStates.map((state) => [state, orderEvents.map((event) => nextOrderState(state, event))]);
  expect(orderEvents).toEqual(['capture', 'decline', 'cancel', 'expire', 'refund']);
  expect(walked).toEqual([
    ['held', ['paid', 'held', 'cancelled', 'expired', null]],
    ['paid', [null, null, null, null, 'refunded']],
    ['cancelled', [null, null, null, null, null]],
    ['expired', [null, null, null, null, null]],
    ['refunded', [null, null, null, null, null]],
  ]);
});

test('[O7] a hold is over at its deadline, whoever reads it', () => {
  expect(stateAt({ state: 'held', holdUntil: 100 }, 99)).toBe('held');
  expect(stateAt({ state: 'held', holdUntil: 100 }, 100)).toBe('expired');
  expect(stateAt({ state: 'paid', holdUntil: null }, 100)).toBe('paid');
});
