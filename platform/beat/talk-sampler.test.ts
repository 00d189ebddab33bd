import { describe, expect, test } from 'vitest';
import type { TalkLine } from '../kit/socket-protocol.ts';
import { gatewayLimits } from './limits.ts';
import { createChance } from './simulation/chance.ts';
import { TalkSampler } from './talk-sampler.ts';

const limits = { ...gatewayLimits, waitingLinesMax: 1_000 };
let numbers = 0;
const line = (name: string, text: string, badge: string | null = null): TalkLine => {
  numbers += 1;
  return { id: `id-${numbers}`, number: numbers, at: numbers, name, badge, text, saved: true };
};
const sampler = (seed = 1, other = {}) => new TalkSampler({ ...limits, ...other }, createChance(seed).next);

describe('[B10] a room’s talk', () => {
  test('below the limit everything is shown, in order, at once', () => {
    const talk = sampler();
    const lines = Array.from({ length: 14 }, (_, index) => line(`Viewer ${index}`, `text ${index}`));
    for (const each of [...lines].reverse()) talk.add(each, 1_000);
    expect(talk.take(1_000)).toEqual(lines);
    expect(talk.dropped).toBe(0);
  });

  test('never more than the limit in any second, whatever the beat', () => {
    for (const beatMs of [50, 130, 1_000]) {
      const talk = sampler();
      const shown: number[] = [];
      for (let now = 1_000; now < 21_000; now += beatMs) {
        for (let index = 0; index < beatMs; index += 1) talk.add(line(`Viewer ${index}`, `${now} ${index}`), now);
        for (const _ of talk.take(now)) shown.push(now);
      }
      // The first second may hold the burst that an idle room has saved.
      expect(shown.length).toBeLessThanOrEqual(14 * 21);
      expect(shown.length).toBeGreaterThan(14 * 18);
    }
  });

  test('same lines become one with a count; another badge is another line', () => {
    const talk = sampler();
    const first = line('Vera', 'Wow');
    for (const each of [first, line('Viktor', 'wow '), line('Wen', 'WOW'), line('Hana Seo', 'wow', 'host')])
      talk.add(each, 0);
    expect(talk.take(1_000)).toMatchObject([{ id: first.id, count: 3 }, { badge: 'host' }]);
  });

  test('the same line delivered twice counts once', () => {
    const talk = sampler();
    const first = line('Vera', 'hello');
    talk.add(first, 0);
    talk.add(first, 0);
    expect(talk.take(1_000)).toEqual([first]);
  });

  test('the host, moderators and buyers come first, in that order', () => {
    const talk = sampler(1, { readableLinesPerSecond: 3 });
    for (let index = 0; index < 200; index += 1) talk.add(line(`Viewer ${index}`, `text ${index}`), 0);
    for (const badge of ['buyer', 'moderator', 'host', 'buyer'])
      talk.add(line(badge, `by the ${badge} ${numbers}`, badge), 0);
    expect(
      talk
        .take(1_000)
        .map(({ badge }) => badge)
        .sort(),
    ).toEqual(['buyer', 'host', 'moderator']);
  });

  test('everybody has the same chance, however much somebody says', () => {
    let loud = 0;
    let shown = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const talk = sampler(seed);
      for (let index = 0; index < 100; index += 1) talk.add(line('Loud', `again ${index}`), 0);
      for (let index = 0; index < 99; index += 1) talk.add(line(`Viewer ${index}`, `text ${index}`), 0);
      const lines = talk.take(1_000);
      shown += lines.length;
      loud += lines.filter(({ name }) => name === 'Loud').length;
      expect(lines.filter(({ name }) => name === 'Loud').length).toBeLessThanOrEqual(1);
    }
    expect(shown).toBe(300 * 14);
    // One voice of a hundred in 14 places, 300 times over, is 42.
    expect(loud).toBeGreaterThan(20);
    expect(loud).toBeLessThan(70);
  });

  test('a line waits for its turn, but not longer than anybody would care', () => {
    const talk = sampler();
    for (let index = 0; index < 40; index += 1) talk.add(line(`Viewer ${index}`, `text ${index}`), 1_000);
    expect(talk.take(1_000)).toHaveLength(14);
    expect(talk.take(1_500)).toHaveLength(7);
    expect(talk.waiting).toBe(19);
    expect(talk.take(2_000)).toHaveLength(7);
    expect(talk.waiting).toBe(0);
    expect(talk.dropped).toBe(12);
  });

  test('a flood costs bounded memory, and a badge survives it', () => {
    const talk = sampler(1, { waitingLinesMax: 50 });
    const host = line('Hana Seo', 'welcome', 'host');
    talk.add(host, 0);
    for (let index = 0; index < 10_000; index += 1) talk.add(line(`Viewer ${index}`, `text ${index}`), 0);
    expect(talk.waiting).toBe(50);
    expect(talk.take(1_000)).toContainEqual(host);
  });
});
