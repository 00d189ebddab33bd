import { expect, test } from 'vitest';
import { aloneMsMax, attend, type Seen, settleMs, startAttention } from './pause.ts';

const nobody: Seen = { now: 1_000, watching: 0, own: 0, came: false };

/** Looks one after the other; what is left out is as in the look before. */
function after(...looks: Partial<Seen>[]) {
  let seen = nobody;
  let attention = startAttention;
  for (const look of looks) {
    seen = { ...seen, came: false, ...look };
    attention = attend(attention, seen);
  }
  return attention.playing;
}

test('[Y3] it begins paused, and wakes at an entrance or at a count', () => {
  expect(after({})).toBe(false);
  expect(after({ came: true })).toBe(true);
  expect(after({ watching: 1 })).toBe(true);
});

test('[Y3] its own people do not keep it awake, one other viewer does', () => {
  const late = 1_000 + aloneMsMax;
  expect(after({ came: true }, { watching: 8, own: 8 }, { now: late, own: 8 })).toBe(false);
  expect(after({ came: true }, { watching: 9, own: 8 }, { now: late, own: 8 })).toBe(true);
});

test('[Y3] who reloads the page finds it playing', () => {
  const gone = { watching: 8, own: 8 };
  expect(after({ came: true }, gone, { now: 1_000 + aloneMsMax - 1 })).toBe(true);
  const back = [{ now: 11_000, watching: 9 }, { now: 12_000, watching: 8 }, { now: 12_000 + aloneMsMax - 1 }];
  expect(after({ came: true }, gone, ...back)).toBe(true);
  expect(after({ came: true }, gone, ...back, { now: 12_000 + aloneMsMax })).toBe(false);
});

test('[Y3] just after a pause the count of its own people wakes nobody, an entrance does', () => {
  const paused = [{ came: true }, { watching: 8, own: 8 }, { now: 1_000 + aloneMsMax }];
  const moment = 1_100 + aloneMsMax;
  expect(after(...paused, { now: moment, watching: 8, own: 0 })).toBe(false);
  expect(after(...paused, { now: moment, watching: 8, own: 0, came: true })).toBe(true);
  expect(after(...paused, { now: moment + settleMs, watching: 1, own: 0 })).toBe(true);
});
