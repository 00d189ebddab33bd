import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import type { Fragment } from './fragment.ts';
import { changeInit, type Intake, jumpSecondsMax, type Placed, place, startIntake } from './intake.ts';
import { sampleInit, samplePicture, sampleSound } from './samples.ts';

test('[V6] picture and sound before the first key frame are left out', () => {
  const { placed } = feed(startIntake(sampleInit, 0), [
    samplePicture(100, false),
    sampleSound(100),
    samplePicture(100.1, true),
    sampleSound(100.05),
    sampleSound(100.12),
    samplePicture(100.133, false),
  ]);
  expect(placed.map((one) => one && Math.round(one.startSeconds * 1000))).toEqual([null, null, 0, null, 20, 33]);
});

test('[V6] after a new init segment picture goes on with a key frame, on the same clock', () => {
  const { intake } = feed(startIntake(sampleInit, 0), [samplePicture(5, true)]);
  const { placed } = feed(changeInit(intake, sampleInit), [samplePicture(5.1, false), samplePicture(5.2, true)]);
  expect(placed[0]).toBeNull();
  expect(placed[1]?.startSeconds).toBeCloseTo(0.2);
});

test('[V7] wherever a host begins to count, its picture begins where the one before ended', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(100_000), (hostSeconds, resumeAt) => {
      const { placed } = feed(startIntake(sampleInit, resumeAt), [
        samplePicture(hostSeconds, true),
        sampleSound(hostSeconds + 0.01),
      ]);
      expect(placed[0]?.startSeconds).toBeCloseTo(resumeAt, 3);
      expect(placed[1]?.startSeconds).toBeCloseTo(resumeAt + 0.01, 3);
    }),
  );
});

test('[V5] whatever a host sends, each track only goes forward', () => {
  const times = fc.array(fc.tuple(fc.double({ min: 0, max: 60, noNaN: true }), fc.boolean(), fc.boolean()));
  fc.assert(
    fc.property(times, (sent) => {
      let intake = startIntake(sampleInit, 7);
      const last = new Map<number, number>();
      for (const [seconds, isSound, key] of sent) {
        const fragment = isSound ? sampleSound(seconds) : samplePicture(seconds, key);
        const found = place(intake, fragment);
        if (isRefusal(found)) return;
        intake = found.intake;
        if (!found.placed) continue;
        expect(found.placed.decodeTime).toBeGreaterThan(last.get(fragment.trackId) ?? -1);
        last.set(fragment.trackId, found.placed.decodeTime);
      }
    }),
  );
});

test('[V5] the same time again is a step back', () => {
  const { intake } = feed(startIntake(sampleInit, 0), [samplePicture(1, true)]);
  expect(place(intake, samplePicture(1, false))).toEqual({ refused: 'time_backwards' });
});

test('[V5] a long jump is refused in either track', () => {
  const { intake } = feed(startIntake(sampleInit, 0), [samplePicture(1, true)]);
  expect(place(intake, samplePicture(1.1 + jumpSecondsMax, false))).toEqual({ refused: 'time_jump' });
  expect(place(intake, sampleSound(1.1 + jumpSecondsMax))).toEqual({ refused: 'time_jump' });
});

test('sound that the init segment does not announce is refused', () => {
  const silent = startIntake({ ...sampleInit, audio: null }, 0);
  expect(place(silent, sampleSound(1))).toEqual({ refused: 'unknown_track' });
});

function feed(start: Intake, fragments: readonly Fragment[]): { intake: Intake; placed: (Placed | null)[] } {
  let intake = start;
  const placed = fragments.map((fragment) => {
    const found = place(intake, fragment);
    if (isRefusal(found)) throw new Error(found.refused);
    intake = found.intake;
    return found.placed;
  });
  return { intake, placed };
}
