import { Compile } from 'typebox/schema';
import { expect, test } from 'vitest';
import { Id, Lines, Text } from './schema.ts';

const text = Compile(Text(40));
const lines = Compile(Lines(40));

test.each(['Vera', '서하나', '李娜', '👩‍🍳 Köchin', 'a'.repeat(40)])('%s is text', (value) => {
  expect(text.Check(value)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['too long', 'a'.repeat(41)],
  ['a NUL', 'a\u0000b'],
  ['an escape', '\u001b[31m'],
  ['a line break', 'a\nb'],
  ['a right-to-left override', 'a\u202eb'],
  ['an isolate', 'a\u2066b'],
  ['half of a character', 'a\ud83d'],
  ['the other half', '\udc4d b'],
])('%s is no text', (_name, value) => {
  expect(text.Check(value)).toBe(false);
});

test('lines may break, and nothing else of that kind', () => {
  expect(lines.Check('a\nb')).toBe(true);
  expect(lines.Check('a\rb\u0000')).toBe(false);
});

test('an id is a UUID in lower case', () => {
  const id = Compile(Id);
  expect(id.Check('147192c6-9ca3-4cfa-8822-45e60d526217')).toBe(true);
  expect(id.Check('147192C6-9CA3-4CFA-8822-45E60D526217')).toBe(false);
  expect(id.Check("'; drop table orders; --")).toBe(false);
});
