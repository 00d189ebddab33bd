import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { nameKey, readName } from './name.ts';
import { nameCharsMax } from './protocol.ts';

test('[A5] a name is composed, trimmed and single-spaced', () => {
  expect(readName('  Vera   Lund ')).toBe('Vera Lund');
  expect(readName('Zoe\u0301')).toBe('Zo\u00e9');
  expect(readName('서하나')).toBe('서하나');
  expect(readName('👩‍👧 Wen')).toBe('👩‍👧 Wen');
});

test.each([
  ['a line break', 'Vera\nLund'],
  ['a control character', 'Vera\u0007'],
  ['a right-to-left override', 'Vera\u202etsoh'],
  ['a right-to-left mark', 'Vera\u200f'],
  ['half a surrogate pair', 'Vera\ud83d'],
  ['only spaces', '   '],
  ['only invisible signs', '\u200b\u2060\ufeff'],
  ['more characters than fit', 'V'.repeat(nameCharsMax + 1)],
])('[A5] %s is refused name_unusable', (_what, name) => {
  expect(readName(name)).toMatchObject({ refused: 'name_unusable' });
});

test('[A5] what was read once is read the same again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: nameCharsMax }), (text) => {
      const name = readName(text);
      if (!isRefusal(name)) expect(readName(name)).toBe(name);
    }),
  );
});

test('[A6] names that look alike have one key', () => {
  const key = nameKey('Hana Seo');
  for (const copy of ['hana seo', 'HANASEO', 'Hana\u200b Seo', 'Ｈａｎａ Seo', 'Hana\u00a0Seo', 'Ha\u00adna Seo']) {
    expect(nameKey(copy)).toBe(key);
  }
  expect(nameKey('Hana Sea')).not.toBe(key);
});
