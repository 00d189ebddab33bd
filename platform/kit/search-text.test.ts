import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchCharsMax } from './search-limits.ts';
import { bucketMark, gramQuery, readSearch, saidCharsMax, saidOf } from './search-text.ts';

const codeOf = (text: string) => {
  const read = readSearch(text);
  return 'refused' in read ? read.refused : 'read';
};

test('[C42] [O82] what looks alike is one word: case, width, composition and any space between', () => {
  expect(readSearch('  Ｓｃａｒｆ　RED ')).toEqual(['scarf', 'red']);
  expect(readSearch('Cafe\u0301')).toEqual(readSearch('CAFÉ'));
  expect(readSearch('스카프'.normalize('NFD'))).toEqual(['스카프']);
  expect(readSearch('ﾏｸﾞ')).toEqual(['マグ']);
  expect(readSearch('   ')).toEqual([]);
  expect(readSearch(undefined)).toEqual([]);
});

test('[C42] two characters are enough in every script, also of those beyond 16 bits', () => {
  for (const text of ['ab', '茶杯', '컵컵', '𠮷野', '12']) expect([text, codeOf(text)]).toEqual([text, 'read']);
  for (const text of ['a', '茶', '컵', '𠮷', 'a b c']) expect([text, codeOf(text)]).toEqual([text, 'search_too_short']);
  expect(codeOf('a 茶杯')).toBe('read');
});

test('[C43] too long, control characters, directions and halves of characters are refused by a code', () => {
  expect(codeOf('茶'.repeat(searchCharsMax))).toBe('read');
  expect(codeOf('茶'.repeat(searchCharsMax + 1))).toBe('search_too_long');
  expect(codeOf('x'.repeat(1_000_000))).toBe('search_too_long');
  for (const char of ['\u0000', '\u0001', '\n', '\t', '\u007f', '\u202e', '\ud800'])
    expect([char, codeOf(`ab${char}c`)]).toEqual([char, 'search_unreadable']);
});

test('[C42] what a row is found by has each word once, and is no longer than its limit', () => {
  expect(saidOf(['Linen Scarf', 'Red', null, '', 'scarf RED-01'])).toBe('linen scarf red red-01');
  expect(saidOf([Array.from({ length: 5_000 }, (_, at) => `w${at}`).join(' ')]).length).toBeLessThanOrEqual(
    saidCharsMax,
  );
});

test('a word is asked for by its pieces of three, one of two by how such a piece begins', () => {
  const asked = (text: string) => gramQuery(readSearch(text) as string[]).replaceAll(bucketMark, '7');
  expect(asked('scarf')).toBe("'7/sca' & '7/car' & '7/arf'");
  expect(asked('茶杯 x')).toBe("'7/茶杯':*");
  expect(asked('茶杯垫')).toBe("'7/茶杯垫'");
  expect(asked("it's")).toBe("'7/it''' & '7/t''s'");
  expect(asked('a\\b')).toBe("'7/a\\\\b'");
  expect(asked('aaaa')).toBe("'7/aaa'");
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  expect(asked(letters).split(' & ')).toHaveLength(8);
  for (const piece of asked(letters).matchAll(/7\/(\w{3})/g)) expect(letters).toContain(piece[1]);
});

test('[C42] whoever has the words in the middle of others has each that is asked for', () => {
  const text = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'aBcＺ茶杯스카𠮷 ', "'"), maxLength });
  fc.assert(
    fc.property(text(12), text(20), text(20), (part, before, after) => {
      const words = readSearch(part);
      if ('refused' in words) return;
      const said = saidOf([before + part + after]);
      for (const word of words) expect(said).toContain(word);
    }),
  );
});
