import { expect, test } from 'vitest';
import { stepsOf } from './order-steps.ts';
import type { OrderState } from './protocol.ts';

const ways: Record<OrderState, string> = {
  held: 'placed done, waiting now, paid next',
  paid: 'placed done, paid done',
  refunded: 'placed done, paid done, refunded over',
  cancelled: 'placed done, cancelled over',
  expired: 'placed done, expired over',
};

test.each(Object.entries(ways))('[O31] the way of an order that is %s', (state, way) => {
  const steps = stepsOf({ state: state as OrderState, placedAt: 1, paidAt: 2, holdUntil: 3 });
  expect(steps.map(({ name, is }) => `${name} ${is}`).join(', ')).toBe(way);
});

test('[O31] a step says when it happened, and only that', () => {
  const order = { placedAt: 1, paidAt: 2, holdUntil: 3 };
  expect(stepsOf({ ...order, state: 'refunded' }).map(({ at }) => at)).toEqual([1, 2, null]);
  expect(stepsOf({ ...order, state: 'expired' }).map(({ at }) => at)).toEqual([1, 3]);
  expect(stepsOf({ ...order, state: 'held' }).map(({ at }) => at)).toEqual([1, null, null]);
});
