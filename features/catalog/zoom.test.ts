import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closestScale,
  isCoarse,
  isWhole,
  moved,
  percentOf,
  pixelScale,
  resized,
  toggled,
  wheelFactor,
  wholeScale,
  wholeView,
  type ZoomFrame,
  type ZoomView,
  zoomed,
} from './zoom.ts';

const phone: ZoomFrame = { pictureWidth: 3200, pictureHeight: 2400, width: 390, height: 700, dpr: 3 };
const side = fc.integer({ min: 40, max: 3200 });
const frames: fc.Arbitrary<ZoomFrame> = fc.record({
  pictureWidth: side,
  pictureHeight: side,
  width: side,
  height: side,
  dpr: fc.constantFrom(1, 1.5, 2, 3),
});
const point = fc.record({ x: fc.integer({ min: 0, max: 3200 }), y: fc.integer({ min: 0, max: 3200 }) });
const act = fc.oneof(
  fc.record({ zoom: fc.double({ min: 0.2, max: 5, noNaN: true }), at: point }),
  fc.record({ dx: fc.integer({ min: -900, max: 900 }), dy: fc.integer({ min: -900, max: 900 }) }),
  fc.record({ tap: point }),
);

function played(frame: ZoomFrame, acts: readonly (typeof act extends fc.Arbitrary<infer A> ? A : never)[]): ZoomView {
  return acts.reduce((view, one) => {
    if ('zoom' in one) return zoomed(frame, view, one.zoom, one.at);
    return 'tap' in one ? toggled(frame, view, one.tap) : moved(frame, view, one.dx, one.dy);
  }, wholeView(frame));
}

describe('looking closer', () => {
  it('[C26] begins with the whole picture in the middle', () => {
    expect(wholeView(phone)).toEqual({ scale: 390 / 3200, x: 0, y: (700 - 2400 * (390 / 3200)) / 2 });
    expect(isWhole(phone, wholeView(phone))).toBe(true);
  });

  it('[C26] reaches a pixel for a pixel in every window, and beyond', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const close = zoomed(frame, wholeView(frame), 1e9, { x: 1, y: 1 });
        expect(close.scale).toBe(closestScale(frame));
        expect(percentOf(frame, close)).toBeGreaterThanOrEqual(100);
        expect(close.scale).toBeGreaterThan(wholeScale(frame));
      }),
    );
  });

  it('[C26] stays between its limits, and the picture never leaves the window', () => {
    fc.assert(
      fc.property(frames, fc.array(act, { maxLength: 20 }), (frame, acts) => {
        const { scale, x, y } = played(frame, acts);
        expect(scale).toBeGreaterThanOrEqual(wholeScale(frame) * 0.999);
        expect(scale).toBeLessThanOrEqual(closestScale(frame) * 1.001);
        for (const [at, length, window] of [
          [x, frame.pictureWidth * scale, frame.width],
          [y, frame.pictureHeight * scale, frame.height],
        ] as const) {
          if (length <= window) expect(at).toBeCloseTo((window - length) / 2, 3);
          else {
            expect(at).toBeLessThanOrEqual(0);
            expect(at + length).toBeGreaterThanOrEqual(window - 0.001);
          }
        }
      }),
    );
  });

  it('[C26] what lies under the finger stays under it', () => {
    const middle = moved(phone, zoomed(phone, wholeView(phone), 6, { x: 195, y: 350 }), 10, 10);
    const finger = { x: 120, y: 300 };
    const under = (view: ZoomView) => [(finger.x - view.x) / view.scale, (finger.y - view.y) / view.scale];
    const closer = zoomed(phone, middle, 1.3, finger);
    expect(under(closer)[0]).toBeCloseTo(under(middle)[0]!, 6);
    expect(under(closer)[1]).toBeCloseTo(under(middle)[1]!, 6);
  });

  it('[C26] a double tap goes to the pixels and back to the whole', () => {
    const close = toggled(phone, wholeView(phone), { x: 10, y: 350 });
    expect(close.scale).toBe(pixelScale(phone));
    expect(percentOf(phone, close)).toBe(100);
    expect(toggled(phone, close, { x: 10, y: 10 })).toEqual(wholeView(phone));
  });

  it('[C26] keeps its middle when the window is turned', () => {
    const view = zoomed(phone, wholeView(phone), 8, { x: 195, y: 350 });
    const wide = { ...phone, width: 700, height: 390 };
    const middle = (frame: ZoomFrame, { x, y, scale }: ZoomView) => [
      (frame.width / 2 - x) / scale,
      (frame.height / 2 - y) / scale,
    ];
    const after = middle(wide, resized(phone, view, wide));
    for (const [axis, at] of middle(phone, view).entries()) expect(after[axis]).toBeCloseTo(at, 6);
    expect(resized(phone, wholeView(phone), wide)).toEqual(wholeView(wide));
  });

  it('wants the wide file only when the small one has too few pixels', () => {
    expect(isCoarse(phone, wholeView(phone), 1080)).toBe(true);
    expect(isCoarse({ ...phone, dpr: 1 }, wholeView(phone), 1080)).toBe(false);
    expect(isCoarse({ ...phone, pictureWidth: 1080 }, { scale: 4, x: 0, y: 0 }, 1080)).toBe(false);
  });

  it('a wheel goes the same way back', () => {
    const turn = (deltaY: number, pinch = false) => wheelFactor({ deltaY, deltaMode: 0, pinch });
    expect(turn(-100)).toBeGreaterThan(1);
    expect(turn(-100) * turn(100)).toBeCloseTo(1, 9);
    expect(turn(-10, true)).toBeGreaterThan(turn(-10));
    expect(wheelFactor({ deltaY: -3, deltaMode: 1, pinch: false })).toBeCloseTo(turn(-48), 9);
    expect(turn(-1e9)).toBe(turn(-300));
  });
});
