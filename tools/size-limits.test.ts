import { expect, test } from 'vitest';
import { checkSizes } from './size-limits.ts';

const lines = (count: number) => 'a;\n'.repeat(count);

test('a file of 300 lines passes, one of 301 does not', () => {
  expect(checkSizes(new Map([['a.ts', lines(300)]]))).toEqual([]);
  expect(checkSizes(new Map([['a.css', lines(301)]]))).toEqual(['a.css has 301 lines, more than 300']);
});

test('a function of 60 lines passes, one of 61 does not', () => {
  const source = (count: number) => `\nconst f = () => {\n${lines(count - 2)}};\n`;
  expect(checkSizes(new Map([['a.ts', source(60)]]))).toEqual([]);
  expect(checkSizes(new Map([['a.ts', source(61)]]))).toEqual(['a.ts:2 has a function of 61 lines, more than 60']);
});

test('a group of tests may be long, a test may not', () => {
  const group = (name: string) => new Map([['a.test.ts', `${name}('x', () => {\n${lines(70)}});`]]);
  expect(checkSizes(group('describe'))).toEqual([]);
  expect(checkSizes(group('describe.each([])'))).toHaveLength(1);
  expect(checkSizes(group('test'))).toHaveLength(1);
});
