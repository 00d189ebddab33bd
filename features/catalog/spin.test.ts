import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spinFramesMax, spinFramesMin } from './protocol.ts';
import { autoTurn, autoTurnMs, degreesOf, dragged, frameAt, loadOrder, nearestLoaded } from './spin.ts';

const counts = fc.integer({ min: spinFramesMin, max: spinFramesMax });

it('[C27] every place in the turn has a frame, before and behind too', () => {
  fc.assert(
    fc.property(counts, fc.double({ min: -9, max: 9, noNaN: true }), (count, turn) => {
      const frame = frameAt(turn, count);
      expect(Number.isInteger(frame) && frame >= 0 && frame < count).toBe(true);
      expect(frameAt(turn + 1, count)).toBe(frameAt(turn, count));
    }),
  );
  expect(frameAt(-1 / 24, 24)).toBe(23);
});

it('[C27] a drag across turns it once, and back again', () => {
  expect(dragged(0.25, 300, 300)).toBeCloseTo(1.25);
  fc.assert(
    fc.property(fc.integer({ min: -2000, max: 2000 }), (dx) => {
      expect(dragged(dragged(0.5, dx, 320), -dx, 320)).toBeCloseTo(0.5);
    }),
  );
  expect(dragged(0.5, 10, 0)).toBe(0.5);
});

it('[C27] all frames are loaded, the first ones spread over the whole turn', () => {
  fc.assert(
    fc.property(counts, (count) => {
      const order = loadOrder(count);
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at));
      const first = order.slice(0, 8).toSorted((a, b) => a - b);
      const gaps = first.map((frame, at) => (first[at + 1] ?? count) - frame);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.ceil(count / 8));
    }),
  );
  expect(loadOrder(24).slice(0, 4)).toEqual([0, 12, 6, 18]);
});

it('[C27] until a frame is there the nearest one is shown', () => {
  const loaded = new Set([0, 12]);
  const nearest = (wanted: number) => nearestLoaded(wanted, 24, (frame) => loaded.has(frame));
  expect([0, 5, 7, 12, 20, 23].map(nearest)).toEqual([0, 0, 12, 12, 0, 0]);
  expect(nearestLoaded(3, 24, () => false)).toBeNull();
  fc.assert(
    fc.property(counts, fc.nat(), fc.nat(), (count, only, wanted) => {
      expect(nearestLoaded(wanted % count, count, (frame) => frame === only % count)).toBe(only % count);
    }),
  );
});

it('the gentle turn goes once around, slow at both ends, and is over', () => {
  expect(autoTurn(0)).toBe(0);
  expect(autoTurn(autoTurnMs / 2)).toBeCloseTo(0.5);
  expect(autoTurn(autoTurnMs - 1)).toBeCloseTo(1, 3);
  expect(autoTurn(autoTurnMs)).toBeNull();
  expect(degreesOf(6, 24)).toBe(90);
});
