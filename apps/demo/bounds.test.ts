import { expect, test } from 'vitest';
import { bounds, buyOne, isOver, pinsToChange } from './bounds.ts';

const hourMs = 3_600_000;

test('[Y5] a show ends between two viewers when it has played long enough, and at last also before one', () => {
  const age = (playedMs: number, ageMs = playedMs) => ({ startedAt: 10 * hourMs - ageMs, playedMs });
  const now = 10 * hourMs;
  expect(isOver(age(bounds.showMsQuiet - 1), false, now)).toBe(false);
  expect(isOver(age(bounds.showMsQuiet), false, now)).toBe(true);
  expect(isOver(age(bounds.showMsQuiet), true, now)).toBe(false);
  expect(isOver(age(bounds.showMsMax), true, now)).toBe(true);
});

test('[Y5] a show that has played at all ends within a day; one that nobody has seen waits', () => {
  const now = 30 * hourMs;
  expect(isOver({ startedAt: 0, playedMs: 1 }, false, now)).toBe(true);
  expect(isOver({ startedAt: 0, playedMs: 1 }, true, now)).toBe(false);
  expect(isOver({ startedAt: 0, playedMs: 0 }, false, now)).toBe(false);
});

test('[Y6] purchases have a limit each day and a limit for good', () => {
  const dayMs = 24 * hourMs;
  let bought = { total: 0, day: 0, today: 0 };
  for (let day = 0; day < 60; day++)
    for (let one = 0; one < 1_000; one++) bought = buyOne(bought, day * dayMs + one) ?? bought;
  expect(bought.total).toBe(bounds.ordersMax);
  const first = buyOne({ total: 5, day: 0, today: bounds.ordersPerDayMax }, 10);
  expect(first).toBeNull();
  expect(buyOne({ total: 5, day: 0, today: bounds.ordersPerDayMax }, dayMs)).toEqual({ total: 6, day: 1, today: 1 });
});

test('[Y7] the shown product is explained, the one before stays pinned, others go', () => {
  const pin = (productId: string, explaining = false) => ({ productId, explaining });
  expect(pinsToChange([], 'b', 'a')).toEqual({ unpin: [], pin: 'b' });
  expect(pinsToChange([pin('z'), pin('a', true)], 'b', 'a')).toEqual({ unpin: ['z'], pin: 'b' });
  expect(pinsToChange([pin('a'), pin('b', true)], 'b', 'a')).toEqual({ unpin: [], pin: null });
  expect(pinsToChange([pin('a', true), pin('b')], 'b', 'a')).toEqual({ unpin: [], pin: 'b' });
  expect(pinsToChange([pin('x', true), pin('y'), pin('z')], 'b', undefined).unpin).toEqual(['x', 'y', 'z']);
});
