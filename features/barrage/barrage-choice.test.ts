import { describe, expect, it } from 'vitest';
import { areas, measuresOf, readChoice, shownAs, sizes, speeds, usualChoice } from './barrage-choice.ts';

describe('[T23] what a viewer has chosen', () => {
  it('is kept as it was, and what was chosen by the one switch of before still counts', () => {
    const chosen = { ...usualChoice, flies: false, size: 'large', speed: 'slow', area: 'whole', opacityPercent: 40 };
    expect(readChoice(JSON.stringify(chosen))).toEqual(chosen);
    expect(readChoice('off')).toEqual({ ...usualChoice, flies: false });
    for (const nothing of [null, 'on', '', '{', '7', 'null', '[]']) expect(readChoice(nothing)).toEqual(usualChoice);
  });

  it('is only what there is to choose', () => {
    const odd = { flies: 'no', lists: 0, size: 'huge', speed: 9, area: null, opacityPercent: 5, more: true };
    expect(readChoice(JSON.stringify(odd))).toEqual(usualChoice);
    for (const opacityPercent of [19, 101, '50%', null])
      expect(readChoice(JSON.stringify({ opacityPercent })).opacityPercent).toBe(100);
  });

  it('is a row and a speed for each of them, a larger and a faster one each time', () => {
    const rows = sizes.map((size) => measuresOf({ size, speed: 'medium' }).rowPx);
    const seconds = speeds.map((speed) => measuresOf({ size: 'medium', speed }).crossingSeconds);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    expect(seconds).toEqual(seconds.toSorted((a, b) => b - a));
    expect(areas).toEqual(['quarter', 'half', 'whole']);
  });
});

it('[T24] nothing flies in simple mode or for less motion, and the list is there whatever was chosen', () => {
  const neither = { ...usualChoice, flies: true, lists: false };
  expect(shownAs(neither, { simple: false, still: false })).toEqual({ flies: true, ownFlies: true, lists: false });
  for (const reader of [
    { simple: true, still: false },
    { simple: false, still: true },
  ])
    expect(shownAs(neither, reader)).toEqual({ flies: false, ownFlies: false, lists: true });
});
