import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countToDelete } from './retention.ts';

const hour = 3_600_000;
const recorded = [1, 2, 3, 4].map((number) => ({ number, bytes: 100, at: number * hour }));

test('[V22] what is older than the time to keep goes', () => {
  expect(countToDelete(recorded, 5 * hour, { keepMs: 2.5 * hour, bytesMax: 1000 })).toBe(2);
});

test('[V22] what is too much goes, oldest first', () => {
  expect(countToDelete(recorded, 5 * hour, { keepMs: 24 * hour, bytesMax: 250 })).toBe(2);
});

test('[V22] what is left is always young and small enough', () => {
  const sizes = fc.array(fc.nat(1000));
  fc.assert(
    fc.property(sizes, fc.nat(100), fc.nat(5000), (bytes, keep, bytesMax) => {
      const all = bytes.map((size, number) => ({ number, bytes: size, at: number }));
      const left = all.slice(countToDelete(all, bytes.length, { keepMs: keep, bytesMax }));
      expect(left.every(({ at }) => at > bytes.length - keep)).toBe(true);
      expect(left.reduce((sum, one) => sum + one.bytes, 0)).toBeLessThanOrEqual(bytesMax);
    }),
  );
});
