import { expect, test } from 'vitest';
import { allowance, firstWalk, fitting, scopeAfter } from './books-walk.ts';
import { type BookScope, bookScopes } from './protocol.ts';

test('[L42] a check reads so many rows; what one thing needs beyond them, the checks after it read less', () => {
  expect(allowance(firstWalk, 100)).toEqual({ rows: 100, debt: 0 });
  expect(allowance({ ...firstWalk, debt: 30 }, 100)).toEqual({ rows: 70, debt: 0 });
  expect(allowance({ ...firstWalk, debt: 250 }, 100)).toEqual({ rows: 0, debt: 150 });
  const things = [40, 50, 60, 1_000_000].map((weight) => ({ weight }));
  expect(fitting(things, 100)).toHaveLength(2);
  expect(fitting(things.slice(3), 100)).toHaveLength(1);
  expect(fitting(things.slice(0, 2), 100)).toHaveLength(2);
});

test('[L42] a round looks at everything there is, once', () => {
  const walked: BookScope[] = [];
  for (let of: BookScope | null = bookScopes[0]; of !== null; of = scopeAfter(of)) walked.push(of);
  expect(walked).toEqual(bookScopes);
});
