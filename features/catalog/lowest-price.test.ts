import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lowestBefore, lowestWindowMs, type OfferedPrice } from './lowest-price.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** `[day, price]` from the first day on. */
const history = (...changes: [number, number | null][]): OfferedPrice[] =>
  changes.map(([day, priceMinor]) => ({ at: day * dayMs, priceMinor, beganBefore: false }));
const on = (day: number) => day * dayMs;

test('[C31] a reduction is measured by the lowest price of the 30 days before it', () => {
  expect(lowestBefore(history([0, 100], [40, 80]), 80, on(41))).toBe(100);
  expect(lowestBefore(history([0, 100], [50, 60], [55, 100], [60, 80]), 80, on(61))).toBeNull();
  expect(lowestBefore(history([0, 100], [50, 90], [55, 100], [60, 80]), 80, on(61))).toBe(90);
});

test('[C31] what was cheaper more than 30 days before the reduction does not count', () => {
  expect(lowestBefore(history([0, 50], [10, 100], [41, 80]), 80, on(42))).toBe(100);
  expect(lowestBefore(history([0, 50], [10, 100], [39, 80]), 80, on(42))).toBeNull();
});

test('[C31] a raise is no reduction, and neither is a first price', () => {
  expect(lowestBefore(history([0, 100]), 100, on(1))).toBeNull();
  expect(lowestBefore(history([0, 50], [5, 100]), 100, on(6))).toBeNull();
  expect(lowestBefore([], 100, on(1))).toBeNull();
});

test('[C31] a price that was never offered is no price to be reduced from', () => {
  expect(lowestBefore(history([0, 100], [5, null], [6, 100]), 100, on(7))).toBeNull();
  expect(lowestBefore(history([0, 100], [5, null], [6, 80]), 80, on(7))).toBe(100);
  expect(lowestBefore(history([0, 100], [5, null], [40, 80]), 80, on(41))).toBeNull();
  expect(lowestBefore(history([0, 100], [5, null]), 100, on(7))).toBeNull();
});

test('[C31] nothing is said of a time that nobody knows', () => {
  const [began, ...rest] = history([0, 100], [10, 80], [20, 60]);
  const unsure = [{ ...began!, beganBefore: true }, ...rest];
  expect(lowestBefore(unsure, 60, on(21))).toBeNull();
  expect(lowestBefore([...unsure, ...history([45, 50])], 50, on(46))).toBe(60);
});

test('[C31] after 30 days the reduced price is the usual one', () => {
  expect(lowestBefore(history([0, 100], [40, 80]), 80, on(70) - 1)).toBe(100);
  expect(lowestBefore(history([0, 100], [40, 80]), 80, on(70))).toBeNull();
});

test('[C31] whatever the history: what is said is lower than it was in each moment of those 30 days', () => {
  const changes = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.option(fc.integer({ min: 1, max: 6 }))), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(changes, fc.nat(40), (steps, later) => {
      let day = 0;
      const past = history(
        ...steps.map(([days, price]): [number, number | null] => {
          day += days;
          return [day, price];
        }),
      );
      const current = past.at(-1)!;
      const said = lowestBefore(past, current.priceMinor ?? 0, current.at + later * dayMs);
      const priceAt = (at: number) => past.findLast((price) => price.at <= at)?.priceMinor ?? null;
      const moments = Array.from({ length: 300 }, (_, index) => current.at - 1 - (index * lowestWindowMs) / 300);
      const seen = moments.flatMap((at) => priceAt(at) ?? []);
      if (said === null) {
        const lower = current.priceMinor !== null && seen.length > 0 && current.priceMinor < Math.min(...seen);
        expect(lower && later < 30).toBe(false);
      } else {
        expect(said).toBe(Math.min(...seen));
        expect(current.priceMinor).toBeLessThan(said);
      }
    }),
  );
});
