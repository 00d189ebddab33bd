import { expect, test } from 'vitest';
import {
  type Announcement,
  type Announcer,
  announce,
  announceGapMs,
  announcesAt,
  type Heard,
  hear,
  silentAnnouncer,
} from './announce.ts';

let lastId = 0;
const line = (text: string, of: Heard['of'] = 'other'): Heard => ({ id: `line-${++lastId}`, name: 'Vera', text, of });
const lines = (count: number) => Array.from({ length: count }, (_, at) => line(`line ${at}`));
const texts = (said: Announcement | null) => said?.lines.map((one) => one.text);

/** The announcer after it has said something at time 0. */
function justSaid(): Announcer {
  return announce(hear(silentAnnouncer, [line('hello')]), 0).announcer;
}

test('[T20] a line in a quiet room is told at once, with its name', () => {
  const { said } = announce(hear(silentAnnouncer, [line('Is it oak?')]), 0);
  expect(said).toMatchObject({ lines: [{ name: 'Vera', text: 'Is it oak?' }], more: 0 });
});

test('[T20] the next is told no sooner than the gap allows, and then with all that waited', () => {
  const busy = hear(hear(justSaid(), [line('one')]), [line('two')]);
  expect(announcesAt(busy)).toBe(announceGapMs);
  expect(announce(busy, announceGapMs - 1).said).toBeNull();
  expect(texts(announce(busy, announceGapMs).said)).toEqual(['one', 'two']);
  expect(announcesAt(justSaid())).toBeNull();
});

test('[T20] fourteen lines a second for a minute are told twelve or thirteen times', () => {
  let announcer = silentAnnouncer;
  let told = 0;
  let counted = 0;
  for (let now = 0; now < 60_000; now += 500) {
    const next = announce(hear(announcer, lines(7)), now);
    announcer = next.announcer;
    if (next.said === null) continue;
    told += 1;
    counted += next.said.lines.length + next.said.more;
  }
  expect(told).toBeGreaterThanOrEqual(12);
  expect(told).toBeLessThanOrEqual(13);
  expect(counted + announcer.waiting.length).toBe(120 * 7);
});

test('[T21] many lines are merged into a number', () => {
  expect(announce(hear(silentAnnouncer, lines(8)), 0).said).toEqual({ lines: [], more: 8 });
});

test('[T21] the own line and those of the staff are told in full all the same, the newest of them', () => {
  const busy = [...lines(4), line('We ship on Monday', 'staff'), ...lines(3), line('Thank you', 'self')];
  const { said } = announce(hear(silentAnnouncer, busy), 0);
  expect(texts(said)).toEqual(['We ship on Monday', 'Thank you']);
  expect(said?.more).toBe(7);
  const host = ['a', 'b', 'c', 'd', 'e'].map((text) => line(text, 'staff'));
  expect(texts(announce(hear(silentAnnouncer, host), 0).said)).toEqual(['c', 'd', 'e']);
});

test('[T22] a line is told once, though it comes again', () => {
  const mine = line('Mine', 'self');
  const once = announce(hear(silentAnnouncer, [mine, mine]), 0);
  expect(texts(once.said)).toEqual(['Mine']);
  expect(announcesAt(hear(once.announcer, [mine]))).toBeNull();
});
