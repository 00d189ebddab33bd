import { describe, expect, test } from 'vitest';
import type { Frame } from '../kit/socket-protocol.ts';
import { chunkFacts, packFrames, tailText } from './frames.ts';
import { createChance } from './simulation/chance.ts';

const facts = (sizes: readonly number[]) =>
  sizes.map((size, index) => ({
    number: index + 1,
    text: JSON.stringify({ number: index + 1, at: 0, kind: 'said', body: { text: 'ä'.repeat(size) } }),
  }));

describe('[B8] frames', () => {
  test('any facts come out whole, in order, in frames within the limit', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const chance = createChance(seed);
      const bytesMax = chance.between(2_000, 6_000);
      const sizes = Array.from({ length: chance.between(0, 80) }, () => chance.between(0, 400));
      const pieces = chunkFacts(facts(sizes), bytesMax).map((chunk) => ({ stream: 'room' as const, epoch: 1, chunk }));
      const tail = chance.percent(50) ? tailText(new Map([['likes', 1]]), [], []) : '';
      const frames = packFrames(pieces, tail, { now: 5, frameBytesMax: bytesMax, isPublic: true });
      for (const { text } of frames) expect(Buffer.byteLength(text.value)).toBeLessThanOrEqual(bytesMax);
      const read = frames.map(({ text }) => JSON.parse(text.value) as Frame);
      const numbers = read.flatMap((frame) =>
        (frame.facts ?? []).flatMap((run) => run.facts.map(({ number }) => number)),
      );
      expect(numbers).toEqual(sizes.map((_, index) => index + 1));
      expect(read.filter(({ latest }) => latest).length).toBe(tail ? 1 : 0);
    }
  });

  test('a fact larger than a frame travels alone', () => {
    const chunks = chunkFacts(facts([10, 5_000, 10]), 3_000);
    expect(chunks.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  test('nothing to say makes no frame', () => {
    expect(packFrames([], '', { now: 5, frameBytesMax: 3_000, isPublic: true })).toEqual([]);
    expect(tailText(new Map(), [], [])).toBe('');
  });
});
