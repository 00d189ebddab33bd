import { expect, test } from 'vitest';
import { createChance } from './simulation/chance.ts';
import {
  countTogether,
  markOf,
  metViewersMax,
  readSample,
  sampleOf,
  sampleText,
  Watching,
  watchingSampleMax,
} from './watching.ts';

const crowdOf = (ids: readonly string[]) => {
  const marks = [...new Set(ids)].map(markOf);
  return { count: marks.length, sample: sampleOf(marks) };
};
const people = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `viewer-${from + index}`);

test('[B14] two tabs of one viewer are one, until the last of them closes', () => {
  const watching = new Watching(4_000);
  for (const id of ['wen', 'wen', 'vera']) watching.enter(id);
  expect(watching.count(0)).toBe(2);
  watching.leave('wen');
  watching.leave('nobody');
  expect(watching.count(0)).toBe(2);
  watching.leave('wen');
  expect(watching.count(0)).toBe(1);
});

test('[B14] few viewers on several nodes are counted exactly, each once', () => {
  for (const [one, other, all] of [
    [people(0, 3), people(2, 5), 5],
    [people(0, 64), people(0, 64), 64],
    [people(0, 40), people(40, 100), 100],
    [people(0, 64), [], 64],
    [[], [], 0],
  ] as const) {
    expect(countTogether([crowdOf(one), crowdOf(other)])).toBe(all);
  }
  expect(countTogether([people(0, 60), people(30, 90), people(50, 110)].map(crowdOf))).toBe(110);
});

test('[B14] a crowd of any size is counted exactly while nobody is on two nodes', () => {
  expect(countTogether([people(0, 4_000), people(5_000, 7_001), people(8_000, 8_010)].map(crowdOf))).toBe(6_011);
});

test('[B14] of those on two nodes a sample tells, with the error that is promised', () => {
  const chance = createChance(14);
  for (const share of [0.01, 0.1]) {
    const errors = Array.from({ length: 60 }, () => {
      const from = chance.between(0, 1e9);
      const both = Math.round(4_000 * share);
      // Counted twice in the sum of 4,000: so many less are different people.
      const crowds = [people(from, from + 2_000), people(from + 2_000 - both, from + 4_000 - both)].map(crowdOf);
      return countTogether(crowds) / (4_000 - both) - 1;
    });
    const rms = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    expect(rms).toBeLessThan(Math.sqrt((share * (1 - share)) / watchingSampleMax) * 1.3);
    expect(rms).toBeGreaterThan(0);
  }
});

test('[B14] what a node says of a room is half a kilobyte at most, and is read as it was written', () => {
  const watching = new Watching(4_000);
  for (const id of people(0, 10_000)) watching.enter(id);
  const word = watching.word('00000000-0000-4000-8000-000000000001');
  expect(JSON.stringify(word).length).toBeLessThan(512);
  expect(readSample(word[2])).toEqual(sampleOf(people(0, 10_000).map(markOf)));
  expect(readSample(sampleText([0, 2 ** 40 - 1]))).toEqual([0, 2 ** 40 - 1]);
});

test('[B14] a node that says nothing of its sample, or nothing of sense, is counted as it says', () => {
  const watching = new Watching(4_000);
  for (const id of people(0, 100)) watching.enter(id);
  for (const sample of [undefined, '', 'AAAA', '!', 'x'.repeat(10_000)]) {
    watching.hear('there', 40, sample, 0);
    expect(watching.count(0)).toBeGreaterThanOrEqual(100);
    expect(watching.count(0)).toBeLessThanOrEqual(140);
  }
  watching.hear('there', 40, undefined, 0);
  expect(watching.count(0)).toBe(140);
});

test('[B14] a node is forgotten when it has been silent for so long', () => {
  const watching = new Watching(4_000);
  watching.enter('wen');
  watching.hear('there', 2, sampleText(sampleOf(['wen', 'vera'].map(markOf))), 1_000);
  expect(watching.count(4_999)).toBe(2);
  expect(watching.sinceCounted()).toBe(2);
  watching.enter('viktor');
  expect(watching.sinceCounted()).toBe(3);
  expect(watching.count(5_000)).toBe(2);
});

test('[B11] who was met is not new, and so many are remembered', () => {
  const watching = new Watching(4_000);
  expect([1, 1, 2].map((mark) => watching.meet(mark))).toEqual([true, false, true]);
  for (let mark = 3; mark <= metViewersMax + 1; mark += 1) watching.meet(mark);
  expect([watching.meet(1), watching.meet(3)]).toEqual([true, false]);
});
