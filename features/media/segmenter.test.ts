import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterCut, type Cutting, cutBefore, gatherMsFor, partTargetSeconds, segmentSecondsMax } from './segmenter.ts';

const frame = 1 / 30;

test('[V19] at 30 frames a second, parts last 200 ms and segments two seconds', () => {
  const cuts = run(Array.from({ length: 301 }, (_, index) => ({ at: index * frame, key: index % 30 === 0 })));
  expect(cuts.filter(({ cut }) => cut === 'segment').map(({ at }) => Math.round(at))).toEqual([0, 2, 4, 6, 8, 10]);
  expect(cuts.filter(({ at }) => at < 1.99)).toHaveLength(10);
});

test('[V19] without key frames a segment is cut all the same', () => {
  const cuts = run(Array.from({ length: 600 }, (_, index) => ({ at: index * frame, key: index === 0 })));
  const starts = cuts.filter(({ cut }) => cut === 'segment').map(({ at }) => at);
  expect(Math.max(...starts.slice(1).map((at, index) => at - starts[index]!))).toBeLessThanOrEqual(segmentSecondsMax);
});

test('[V19] with uneven frames no part is longer than the playlist promises', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 10, max: 50 }), { minLength: 50, maxLength: 300 }), (gaps) => {
      const times = gaps.map((_, index) => gaps.slice(0, index).reduce((sum, gap) => sum + gap / 1000, 0));
      const cuts = run(times.map((at, index) => ({ at, key: index % 30 === 0 })));
      const lengths = cuts.slice(1).map((cut, index) => cut.at - cuts[index]!.at);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(partTargetSeconds);
    }),
  );
});

test('a crowd gets fewer, larger writes', () => {
  expect([1, 300, 301, 1_500, 1_501].map(gatherMsFor)).toEqual([0, 0, 66, 66, 200]);
});

function run(frames: readonly { at: number; key: boolean }[]): { at: number; cut: 'segment' | 'part' }[] {
  let cutting: Cutting | null = null;
  return frames.flatMap(({ at, key }) => {
    const cut = cutBefore(cutting, { decodeTime: 0, startSeconds: at, endSeconds: at + 0.1 }, key);
    if (!cut) return [];
    cutting = afterCut(cutting, cut, at);
    return [{ at, cut }];
  });
}
