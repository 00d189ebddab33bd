import { expect, test } from 'vitest';
import { type DeliveryMethod, firstMethod } from '../terms.ts';
import { blankWay, fieldsOfWay, readWays } from './delivery-draft.ts';

const reading = { currency: 'EUR', locale: 'de' };
const express: DeliveryMethod = {
  ...{ id: 'express', name: 'Express', days: { from: 1, to: 2 }, countries: ['DE'], costMinor: 990 },
  freeFromMinor: 5_000,
};

test('[H20] what a form shows of a way is read back as it was', () => {
  const methods = [express, { ...firstMethod, id: 'post', name: 'Post' }];
  const ways = methods.map((method) => fieldsOfWay(method, reading));
  expect(ways[0]).toMatchObject({ cost: '9,90', freeFrom: '50,00', daysFrom: '1', daysTo: '2' });
  expect(readWays(ways, reading)).toEqual({ methods, problems: new Map() });
});

test('[H20] a way alone needs no name, several need one each; what is no amount and no days is named', () => {
  const alone = { ...blankWay('a'), cost: '0' };
  expect(readWays([alone], reading).problems).toEqual(new Map());
  expect(readWays([alone, { ...blankWay('b'), name: 'Post' }], reading).problems).toEqual(
    new Map([
      ['a', new Set(['name'])],
      ['b', new Set(['cost'])],
    ]),
  );
  const twice = [
    { ...alone, name: 'Post' },
    { ...alone, id: 'b', name: ' post' },
  ];
  expect([...readWays(twice, reading).problems.keys()]).toEqual(['b']);
  const days = (daysFrom: string, daysTo: string) => readWays([{ ...alone, daysFrom, daysTo }], reading);
  expect(days('', '').methods[0]!.days).toBeNull();
  expect(days('2', '').methods[0]!.days).toEqual({ from: 2, to: 2 });
  for (const [from, to] of [
    ['3', '2'],
    ['0', '1'],
    ['x', ''],
    ['1', '91'],
  ] as const) {
    expect(days(from, to).problems.get('a'), `${from} to ${to}`).toEqual(new Set(['days']));
  }
});
