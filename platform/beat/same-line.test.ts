import { describe, expect, test } from 'vitest';
import { lineForms } from './same-line.ts';

const same = (one: string, other: string) => lineForms(one).some((form) => lineForms(other).includes(form));

describe('[B40] the same line', () => {
  test.each([
    ['Wow', 'wow '],
    ['wow', 'WOW!!!!!'],
    ['wow', 'wooooow'],
    ['good', 'Goooood!'],
    ['so  nice', 'So nice…'],
    ['好', '好！'],
    ['哈哈哈', '哈哈哈哈哈哈'],
    ['好的好的好的', '好的好的好的好的'],
    ['hahaha', 'hahahahaha'],
    ['666', '66666'],
    ['😀', '😀😀😀'],
    ['🇰🇷', '🇰🇷🇰🇷🇰🇷'],
    ['👨‍👩‍👧👨‍👩‍👧', '👨‍👩‍👧'],
    [':heart:', ':heart::heart: :heart:'],
    ['?', '？？？'],
    ['ㅋㅋㅋ', 'ㅋㅋㅋㅋㅋ'],
    ['cafe\u0301', 'CAFÉ'],
  ])('%s is %s', (one, other) => {
    expect(same(one, other)).toBe(true);
    expect(same(other, one)).toBe(true);
  });

  test.each([
    ['1000', '10000'],
    ['11', '111'],
    ['size 40', 'size 400'],
    ['god', 'good'],
    ['good', 'good?'],
    ['!', '?'],
    ['😀', '😢'],
    ['🇰🇷', '🇨🇳'],
    ['👨‍👩‍👧', '👨‍👩‍👦'],
    [':heart:', ':fire:'],
    ['好', '好的'],
    ['mama', 'ma'],
    ['', ' x'],
  ])('%s is not %s', (one, other) => expect(same(one, other)).toBe(false));

  test('a line has one or two forms, and a form of a form is itself', () => {
    for (const text of [
      'Wooow so coooool!!!',
      '   ',
      'a'.repeat(100),
      'ab'.repeat(50),
      '😀'.repeat(50),
      '9'.repeat(100),
    ]) {
      const forms = lineForms(text);
      expect([1, 2]).toContain(forms.length);
      for (const form of forms) expect(lineForms(form)[0]).toBe(form);
    }
  });
});
