import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder, nameOf } from './tables.ts';

test('[E4] each table comes after those it refers to, whatever the references are', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 60 }), (pairs) => {
      const tables = Array.from({ length: 20 }, (_, index) => ({ schema: index % 2 ? 'jobs' : '', name: `t${index}` }));
      // A reference goes to an earlier number, so there is never a circle.
      const references = pairs
        .filter(([from, to]) => from > to)
        .map(([from, to]) => ({ from: nameOf(tables[from]!), to: nameOf(tables[to]!) }));
      const names = inOrder([...tables].reverse(), references).map(nameOf);
      expect(names.toSorted()).toEqual(tables.map(nameOf).toSorted());
      for (const { from, to } of references) expect(names.indexOf(from)).toBeGreaterThan(names.indexOf(to));
    }),
  );
});

test('[E4] a circle is a fault, not an endless loop; a table that refers to itself is none', () => {
  const [a, b] = [
    { schema: '', name: 'a' },
    { schema: '', name: 'b' },
  ] as const;
  expect(inOrder([a], [{ from: 'a', to: 'a' }])).toEqual([a]);
  expect(() =>
    inOrder(
      [a, b],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ],
    ),
  ).toThrow(/circle: a, b/);
});
