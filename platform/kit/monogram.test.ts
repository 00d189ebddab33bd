import { expect, test } from 'vitest';
import { monogramOf, nameToneOf, nameTones } from './monogram.ts';

test.each([
  ['Hana Seo', 'HS'],
  ['vera', 'V'],
  ['Wilhelmine-Charlotte von der Heide', 'WH'],
  ['文文', '文'],
  ['김 지우', '우'],
  ['👩‍🍳 Mara', '👩‍🍳M'],
  ['  ', '·'],
])('%s is %s for short', (name, short) => {
  expect(monogramOf(name)).toBe(short);
});

test('a name keeps its colour, and names spread over all colours', () => {
  const tones = Array.from({ length: 200 }, (_, index) => nameToneOf(`Person ${index}`));
  expect(new Set(tones).size).toBe(nameTones);
  expect(nameToneOf('文文')).toBe(nameToneOf('文文'));
  expect(Math.min(...tones)).toBe(1);
});
