import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contrast, valuesIn } from './contrast.ts';

const sheet = readFileSync('platform/ui/tokens.css', 'utf8');
const themes = {
  light: valuesIn(sheet, ':root {'),
  dark: valuesIn(sheet, ':root[data-theme="dark"] {'),
  'dark by the system': valuesIn(sheet, ':root:not([data-theme="light"]) {'),
};
const onPicture = valuesIn(sheet, '@theme inline {');
const enough = 4.5;
const scrim = 'rgb(18 11 7 / 72%)';

const names = ['name-1', 'name-2', 'name-3', 'name-4', 'name-5', 'name-6'];
const pairs: [letters: string, grounds: string[]][] = [
  ['ink', ['paper', 'surface', 'sunken', 'accent-soft', 'honey-soft']],
  ['muted', ['paper', 'surface', 'sunken']],
  ['accent-text', ['paper', 'surface', 'sunken', 'accent-soft']],
  ['on-accent', ['accent', 'accent-strong']],
  ['good', ['paper', 'surface', 'good-soft']],
  ['warn', ['surface', 'warn-soft']],
  ['bad', ['paper', 'surface', 'bad-soft']],
  ['honey-text', ['paper', 'surface', 'honey-soft']],
  ['paper', ['ink']],
  ...names.map((name): [string, string[]] => [name, ['paper', 'surface', 'accent-soft']]),
];

test.each(Object.entries(themes))('every pair of text and ground can be read: %s', (_theme, values) => {
  const weak = pairs.flatMap(([letters, grounds]) =>
    grounds
      .map((ground) => ({ pair: `${letters} on ${ground}`, ratio: contrast(values[letters]!, values[ground]!) }))
      .filter(({ ratio }) => ratio < enough),
  );
  expect(weak).toEqual([]);
});

test('over a white picture, letters on glass and on the scrim can be read', () => {
  const letters = ['on-stage', 'honey', ...names.map((name) => name.replace('name', 'lit'))];
  const grounds = [onPicture['color-glass']!, scrim];
  for (const name of letters) {
    for (const ground of grounds) {
      expect(contrast(onPicture[`color-${name}`]!, ground), `${name} on ${ground}`).toBeGreaterThan(enough);
    }
  }
  expect(sheet).toContain(scrim);
  expect(contrast(onPicture['color-on-stage']!, onPicture['color-live']!)).toBeGreaterThan(enough);
  expect(contrast(onPicture['color-on-honey']!, onPicture['color-honey']!)).toBeGreaterThan(enough);
});

test('both ways into the dark give the same colours', () => {
  expect(themes['dark by the system']).toEqual(themes.dark);
});

test('black on white is 21, and a clear ground is judged with what shines through', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#ffffff', 'rgb(0 0 0 / 0%)')).toBe(1);
});
