import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterStall, type CatchUp, type CatchUpAct, catchUp, sampleEveryMs, startCatchUp } from './catch-up.ts';

test('[V16] at its target the player plays at its own pace', () => {
  expect(settle(0.15).act).toEqual({ kind: 'rate', rate: 1 });
});

test('[V16] a surplus is lost by playing a little faster, never more than a tenth', () => {
  expect(settle(0.25).act).toEqual({ kind: 'rate', rate: expect.closeTo(1.05) });
  const sought = { ...startCatchUp(0.15, 0), soughtAt: 0 };
  expect(settle(0.6, sought).act).toEqual({ kind: 'rate', rate: 1.1 });
});

test('[V16] once, at its start, it seeks for less', () => {
  expect(settle(0.5).state.soughtAt).not.toBeNull();
});

test('[V16] only the least of the last half second counts', () => {
  const { state } = settle(0.35);
  expect(catchUp(state, 0.15, 1000).act).toEqual({ kind: 'rate', rate: 1 });
});

test('[V16] far behind it seeks, and then not again for a while', () => {
  let state = startCatchUp(0.15, 0);
  const seeks: number[] = [];
  for (let now = 0; now < 12_000; now += sampleEveryMs) {
    const { state: next, act } = catchUp(state, 3, now);
    state = next;
    if (act.kind === 'seek') seeks.push(now);
  }
  expect(seeks.length).toBe(3);
  expect(seeks[1]! - seeks[0]!).toBeGreaterThanOrEqual(5_000);
});

test('[V16] a stall makes it keep more in hand, and calm brings it back', () => {
  let state = afterStall(startCatchUp(0.15, 0), 0);
  expect(state.targetSeconds).toBeCloseTo(0.225);
  for (let now = 0; now < 120_000; now += sampleEveryMs) state = catchUp(state, 0.2, now).state;
  expect(state.targetSeconds).toBe(0.15);
});

test('[V16] whatever is buffered, the pace stays between 1 and 1.1 and the target within its limits', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 30, noNaN: true }), fc.boolean())), (looks) => {
      let state = startCatchUp(0.15, 0);
      for (const [index, [ahead, stalled]] of looks.entries()) {
        if (stalled) state = afterStall(state, index * sampleEveryMs);
        const { state: next, act } = catchUp(state, ahead, index * sampleEveryMs);
        state = next;
        if (act.kind === 'rate') expect(act.rate >= 1 && act.rate <= 1.1).toBe(true);
        expect(state.targetSeconds >= 0.15 && state.targetSeconds <= 1.5).toBe(true);
      }
    }),
  );
});

function settle(ahead: number, from = startCatchUp(0.15, 0)): { state: CatchUp; act: CatchUpAct } {
  let found: { state: CatchUp; act: CatchUpAct } = { state: from, act: { kind: 'rate', rate: 0 } };
  for (let look = 0; look < 12; look++) found = catchUp(found.state, ahead, look * sampleEveryMs);
  return found;
}
