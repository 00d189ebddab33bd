import { describe, expect, test } from 'vitest';
import { judgePassword } from './password.ts';
import { leakedPasswords } from './server/leaked-passwords.ts';

const leaked = await leakedPasswords();
const own = { email: 'vera.voss@example.com', name: 'Vera Voss' };
const codeOf = (password: string) => judgePassword(password, leaked, own)?.refused ?? null;

describe('[A17] a password', () => {
  test.each([
    'qwertyuiop',
    'Password123',
    '!!dragon2026!!',
    'Livestall-2026',
    'vera.voss123',
    'Vera Voss 1990',
    'vera.voss@example.com',
    'baseball2026',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '1234567890',
  ])('%s is what guessers try first', (password) => expect(codeOf(password)).toBe('password_common'));

  test.each([
    'nine lives and one',
    'Zwölf Boxkämpfer',
    '正确的马电池订书钉呀呀',
    'tK4$vq9!mzW2',
    'sea otter kiosk drums',
    'correct horse, battery, staple and a very long song about all three of them',
  ])('%s may be chosen, whatever its characters', (password) => expect(codeOf(password)).toBeNull());

  test('has a length between two limits, the upper one far beyond 64', () => {
    expect(codeOf('short one')).toBe('password_too_short');
    expect(codeOf('long '.repeat(26))).toBe('password_too_long');
  });

  test('is compared with tens of thousands that were leaked', () => expect(leaked.size).toBeGreaterThan(30_000));
});
