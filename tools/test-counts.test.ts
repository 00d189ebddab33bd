import { expect, test } from 'vitest';
import { countsOf, stepCounts } from './test-counts.ts';

const counts = (passed: number, failed: number, skipped: number) => ({ passed, failed, skipped });

test("Vitest's and Playwright's reports are read", () => {
  const vitest = { numTotalTests: 6, numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
  expect(countsOf(vitest)).toEqual(counts(3, 1, 2));
  expect(countsOf({ stats: { expected: 2, unexpected: 1, flaky: 1, skipped: 3 } })).toEqual(counts(2, 2, 3));
  expect(countsOf({})).toBeUndefined();
});

test('a step without tests counts as one', () => {
  expect(stepCounts(0, undefined, false, true)).toEqual(counts(1, 0, 0));
  expect(stepCounts(2, undefined, false, false)).toEqual(counts(0, 1, 0));
});

test('a step that could not run, crashed after its tests, or ran none, has failed', () => {
  expect(stepCounts(0, undefined, true, false).failed).toBe(1);
  expect(stepCounts(1, counts(5, 0, 0), true, false)).toEqual(counts(5, 1, 0));
  expect(stepCounts(0, counts(0, 0, 0), true, false).failed).toBe(1);
});

test('a skipped test fails its step in CI only', () => {
  expect(stepCounts(0, counts(5, 0, 1), true, true)).toEqual(counts(5, 1, 1));
  expect(stepCounts(0, counts(5, 0, 1), true, false)).toEqual(counts(5, 0, 1));
});
