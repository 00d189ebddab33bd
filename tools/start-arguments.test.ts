import { expect, test } from 'vitest';
import { readStartArguments, type StartArgument } from './start-arguments.ts';

const known: readonly StartArgument[] = [
  { name: '--quiet', description: 'Says less.', settings: () => ({ LOG_LEVEL: 'warn' }) },
  { name: '--at', value: 'shop.example', description: 'Is there.', settings: (value) => ({ PUBLIC_URL: value }) },
];

test('no argument stands for nothing', () => {
  expect(readStartArguments([])).toEqual({ settings: {} });
});

test('--no-demo is the setting SHOP_DEMO=no', () => {
  expect(readStartArguments(['--no-demo'])).toEqual({ settings: { SHOP_DEMO: 'no' } });
});

test.each([[['--at', 'a.example', '--quiet']], [['--quiet', '--at=a.example']]])('%j are read in any order', (args) => {
  expect(readStartArguments(args, known)).toEqual({ settings: { LOG_LEVEL: 'warn', PUBLIC_URL: 'a.example' } });
});

test('a value may hold an equals sign', () => {
  expect(readStartArguments(['--at=a=b'], known)).toEqual({ settings: { PUBLIC_URL: 'a=b' } });
});

test.each([
  [['--nodemo'], 'There is no argument "--nodemo"; there are --quiet and --at shop.example.'],
  [['quiet'], 'There is no argument "quiet"; there are --quiet and --at shop.example.'],
  [[''], 'There is no argument ""; there are --quiet and --at shop.example.'],
  [['--quiet=yes'], 'The argument --quiet takes no value.'],
  [['--at'], 'The argument --at needs a value: --at shop.example.'],
  [['--at='], 'The argument --at needs a value: --at shop.example.'],
  [['--at', '--quiet'], 'The argument --at needs a value: --at shop.example.'],
])('%j is refused with one sentence', (args, problem) => {
  expect(readStartArguments(args, known)).toEqual({ problem });
});
