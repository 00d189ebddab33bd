import { expect, test } from 'vitest';
import { Tally } from './tally.ts';

test('what was neither shown nor merged after two seconds was left out, and the sum is what was taken', () => {
  const tally = new Tally();
  const seconds = Array.from({ length: 5 }, () => {
    tally.add('sent', 201);
    tally.add('refused');
    tally.add('taken', 200);
    tally.add('shown', 14);
    tally.add('merged', 80);
    return tally.second(400);
  });
  expect(seconds[0]).toEqual({
    ...{ second: 1, talkers: 400, sent: 201, taken: 200, refused: 1, shown: 14, merged: 80, leftOut: 0 },
  });
  expect(seconds.at(-1)).toMatchObject({ second: 5, leftOut: 106 });
  expect(tally.total()).toEqual({ sent: 1005, refused: 5, taken: 1000, shown: 70, merged: 400, leftOut: 530 });
});
