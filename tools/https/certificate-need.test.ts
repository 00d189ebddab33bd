import { expect, test } from 'vitest';
import { certificateNeed, type HeldCertificate, retryDelayMs } from './certificate-need.ts';

const dayMs = 86_400_000;
const names = ['shop.example', 'www.shop.example'];

function held(days: number, covered = names): HeldCertificate {
  return { from: 0, to: days * dayMs, covers: (name) => covered.includes(name) };
}

test.each([
  [90, 0, 'keep'],
  [90, 59.9, 'keep'],
  [90, 60, 'renew'],
  [90, 89, 'renew'],
  [6, 3.9, 'keep'],
  [6, 4, 'renew'],
])('[K4] one of %i days is on day %d: %s', (days, day, need) => {
  expect(certificateNeed(held(days), names, day * dayMs)).toBe(need);
});

test('[K4] one that has run out is shown until there is another', () => {
  expect(certificateNeed(held(90), names, 100 * dayMs)).toBe('renew');
});

test('[K4] none, or one for other names, cannot be shown', () => {
  expect(certificateNeed(undefined, names, 0)).toBe('make');
  expect(certificateNeed(held(90, ['shop.example']), names, 0)).toBe('make');
});

test('[K9] tries are four in the first hour, and then fewer, but at least four a day', () => {
  let at = 0;
  const tries = [0, ...Array.from({ length: 12 }, (_, index) => (at += retryDelayMs(index + 1)))];
  expect(tries.filter((each) => each < dayMs / 24)).toHaveLength(4);
  expect(tries.at(-1)! - tries.at(-2)!).toBe(dayMs / 4);
});

test('[K9] an authority that asks to be left alone is not asked before', () => {
  expect(retryDelayMs(1, dayMs)).toBe(dayMs);
  expect(retryDelayMs(3, 1)).toBe(retryDelayMs(3));
  expect(retryDelayMs(1, 1_000 * dayMs)).toBe(7 * dayMs);
});
