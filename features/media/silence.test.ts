import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFragment, writeFragment } from './fragment.ts';
import { fillSecondsMax, silenceBetween } from './silence.ts';

test('[V23] a hole in the sound is filled so that less than a packet is missing, and nothing overlaps', () => {
  fc.assert(
    fc.property(
      fc.nat(1e9),
      fc.nat(fillSecondsMax * 48_000),
      fc.integer({ min: 1, max: 2 }),
      (from, hole, channels) => {
        const packets = silenceBetween(from, from + hole, channels);
        const end = packets.reduce((at, packet) => {
          expect(packet.decodeTime).toBe(at);
          return at + packet.duration;
        }, from);
        expect(from + hole - end).toBeGreaterThanOrEqual(0);
        expect(from + hole - end).toBeLessThan(960);
      },
    ),
  );
});

test('[V23] each packet is a fragment like any other', () => {
  for (const packet of silenceBetween(0, 48_000, 2)) expect(readFragment(writeFragment(packet))).toEqual(packet);
});

test('[V23] an hour is not filled, and an overlap neither', () => {
  expect(silenceBetween(0, 3600 * 48_000, 2)).toEqual([]);
  expect(silenceBetween(48_000, 0, 2)).toEqual([]);
});
