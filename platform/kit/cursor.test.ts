import { expect, test } from 'vitest';
import { cutPage, readCursor, writeCursor } from './cursor.ts';

const id = '01234567-89ab-4cde-8f01-23456789abcd';

test('[C40] [O80] a cursor names a row of one list, and comes back as it was written', () => {
  expect(readCursor('p', writeCursor('p', id))).toBe(id);
  expect(readCursor('o', writeCursor('p', id))).toBeNull();
});

test('[C40] [O80] what no list gave out is no cursor', () => {
  const good = writeCursor('p', id);
  for (const bad of [
    '',
    'p',
    id,
    `${good}0`,
    good.slice(1),
    good.toUpperCase(),
    `${good}\n`,
    "p' or true --",
    good.replace('a', 'g'),
  ])
    expect([bad, readCursor('p', bad)]).toEqual([bad, null]);
});

test('[C40] [O80] one row too many says that there is a next page, which begins after the last one shown', () => {
  const rows = [1, 2, 3].map((at) => ({ id: id.replace(/^0/, String(at)) }));
  expect(cutPage('o', rows, 3)).toEqual({ page: rows, next: null });
  expect(cutPage('o', rows, 2)).toEqual({ page: rows.slice(0, 2), next: writeCursor('o', rows[1]!.id) });
  expect(cutPage('o', [], 2)).toEqual({ page: [], next: null });
});
