import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moved } from './moved.ts';

test('moving keeps every element once', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer()),
      fc.integer({ min: -1, max: 9 }),
      fc.integer({ min: -1, max: 9 }),
      (list, a, b) => {
        expect([...moved(list, a, b)].sort()).toEqual([...list].sort());
        if (a >= 0 && b >= 0 && a < list.length && b < list.length) expect(moved(list, a, b)[b]).toBe(list[a]);
      },
    ),
  );
});
