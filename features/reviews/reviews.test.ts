import { expect, test } from 'vitest';
import { checkWriter, keepOne, readPlace, summarise, writePlace } from './reviews.ts';

test('[W7] the mean is of all shown ratings, to hundredths, and none while there is none', () => {
  expect(summarise([], 2)).toEqual({ count: 0, mean: null, stars: [0, 0, 0, 0, 0], hidden: 2 });
  const counts = [
    { rating: 5, count: 2 },
    { rating: 1, count: 1 },
  ];
  expect(summarise(counts, 0)).toEqual({ count: 3, mean: 3.67, stars: [1, 0, 0, 0, 2], hidden: 0 });
});

test('[W8] a place in a list is written and read again', () => {
  const place = { rating: 4, writtenAt: 1_764_180_000_123, id: '00000000-0000-4000-8000-000000000001' };
  expect(readPlace(writePlace(place))).toEqual(place);
});

test('[W1] buyers write; whoever runs the shop does not, whatever they bought', () => {
  expect(checkWriter({ bought: true, partial: false })).toBeNull();
  expect(checkWriter({ bought: false, partial: false })?.refused).toBe('review_not_bought');
  expect(checkWriter({ bought: true, partial: true })?.refused).toBe('review_own_shop');
});

test('[W11] of two that become one person’s the later stays, and no hiding is lost', () => {
  const one = { id: 'a', saidAt: 1, hidden: true };
  const other = { id: 'b', saidAt: 2, hidden: false };
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const)
    expect(keepOne(first, second)).toEqual({ stays: other, goes: one, hidden: true });
});
