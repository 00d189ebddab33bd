import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviationMsMax, newFrameTimeline, newTimeline, stamp, stampFrame } from './timeline.ts';

test('[V10] packets that arrive unevenly get even stamps', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -15, max: 15 }), { minLength: 2, maxLength: 200 }), (jitter) => {
      const stamps = run(jitter.map((late, index) => 1000 + index * 20 + late));
      expect(stamps.every((value, index) => value === stamps[0]! + index * 20)).toBe(true);
    }),
  );
});

test('[V10] after a loss of sound the stamps return to the clock', () => {
  const clock = Array.from({ length: 200 }, (_, index) => index * 20 + (index < 50 ? 0 : 300));
  expect(run(clock).at(-1)).toBe(clock.at(-1));
});

test('[V10] a count that runs ahead of the clock loses packets until it agrees', () => {
  // Ten seconds of packets that come a tenth too fast.
  const clock = Array.from({ length: 550 }, (_, index) => index * 18.2);
  const stamps = run(clock);
  expect(stamps.length).toBeLessThan(clock.length);
  expect(Math.abs(stamps.at(-1)! - clock.at(-1)!)).toBeLessThan(deviationMsMax * 3);
});

test('[V10] stamps never go back, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -500, max: 500 })), (steps) => {
      const stamps = run(steps.map((_, index) => steps.slice(0, index).reduce((at, step) => at + step, 10_000)));
      expect(stamps.every((value, index) => index === 0 || value > stamps[index - 1]!)).toBe(true);
    }),
  );
});

test('[V10] frames whose first one came late, or early, are held to the clock and never stop', () => {
  fc.assert(
    fc.property(fc.integer({ min: -500, max: 500 }), fc.nat(1e9), (firstLateMs, sourceStart) => {
      const frames = Array.from({ length: 120 }, (_, index) => index * 33);
      const clock = frames.map((at, index) => 10_000 + at + (index === 0 ? firstLateMs : 0));
      const stamps = stampFrames(frames.map((at, index) => [sourceStart + at, clock[index]!] as const));
      expect(stamps.every((value, index) => index === 0 || value > stamps[index - 1]!)).toBe(true);
      expect(stamps.length).toBeGreaterThan(90);
      expect(Math.abs(stamps.at(-1)! - clock.at(-1)!)).toBeLessThanOrEqual(deviationMsMax);
    }),
  );
});

test('[V10] another camera, with times of its own, takes over within a moment', () => {
  const times = Array.from(
    { length: 120 },
    (_, index) => [index < 60 ? 5_000 + index * 33 : index * 33, index * 33] as const,
  );
  expect(stampFrames(times).at(-1)).toBe(119 * 33);
});

function stampFrames(times: readonly (readonly [source: number, clock: number])[]): number[] {
  let timeline = newFrameTimeline;
  return times.flatMap(([source, clock]) => {
    const stamped = stampFrame(timeline, source, clock);
    timeline = stamped.timeline;
    return stamped.stampMs === null ? [] : [stamped.stampMs];
  });
}

function run(clock: readonly number[]): number[] {
  let timeline = newTimeline;
  return clock.flatMap((clockMs) => {
    const stamped = stamp(timeline, clockMs, 20);
    timeline = stamped.timeline;
    return stamped.stampMs === null ? [] : [stamped.stampMs];
  });
}
