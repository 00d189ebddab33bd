import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideDraft } from './catalog.ts';
import { chooseValue, valueState } from './options.ts';
import type { ProductDraft } from './protocol.ts';
import { wholeDraft } from './whole-draft.ts';

const colour = { name: 'Colour', values: ['Red', 'Blue'] };
const size = { name: 'Size', values: ['S', 'M'] };
const sku = (id: string, ...values: string[]) => ({ id, name: 'typed', priceMinor: 1, values });
const draft = (options: ProductDraft['options'], ...skus: ProductDraft['skus']): ProductDraft => ({
  ...{ id: 'x', title: 't', description: '', state: 'shown', pictureIds: [], skus },
  ...(options === undefined ? {} : { options }),
});
const refusedOf = (one: ProductDraft) => {
  const decision = decideDraft('product', null, one);
  return 'refused' in decision ? decision.refused : null;
};

test('[C33] each variant has one value of each option', () => {
  expect(refusedOf(draft([colour, size], sku('a', 'Red', 'S'), sku('b', 'Blue', 'M')))).toBeNull();
  expect(refusedOf(draft([colour, size], sku('a', 'Red')))).toBe('sku_options_wrong');
  expect(refusedOf(draft([colour], sku('a', 'Red', 'S')))).toBe('sku_options_wrong');
  expect(refusedOf(draft([colour], sku('a', 'Green')))).toBe('sku_options_wrong');
  expect(refusedOf(draft([colour], sku('a', 'Red'), sku('b', 'Red')))).toBe('sku_twice');
  expect(refusedOf(draft([colour, colour], sku('a', 'Red', 'Red')))).toBe('option_twice');
  expect(refusedOf(draft([{ name: 'Colour', values: ['Red', 'Red'] }], sku('a', 'Red')))).toBe('option_twice');
});

test('[C33] the name is made of the values; without options it is what was typed, and values are nothing', () => {
  expect(wholeDraft(null, draft([colour, size], sku('a', 'Red', 'S'))).skus[0]).toMatchObject({ name: 'Red, S' });
  expect(wholeDraft(null, draft([], sku('a', 'Red'))).skus[0]).toMatchObject({ name: 'typed', values: [] });
});

test('[C35] a code that stands at two variants, and a picture that is not of the product, are refused', () => {
  const coded = (code: string | null) => [
    { ...sku('a'), code: 'M-1' },
    { ...sku('b'), code },
  ];
  expect(refusedOf(draft([], ...coded('M-1')))).toBe('sku_code_taken');
  expect(refusedOf(draft([], ...coded('M-2')))).toBeNull();
  expect(refusedOf(draft([], ...coded(null)))).toBeNull();
  expect(refusedOf(draft([], { ...sku('a'), pictureId: 'p' }))).toBe('picture_unknown');
  expect(refusedOf({ ...draft([], { ...sku('a'), pictureId: 'p' }), pictureIds: ['p'] })).toBeNull();
});

const shelf = [
  { id: 'red-s', values: ['Red', 'S'], left: 0 },
  { id: 'red-m', values: ['Red', 'M'], left: 2 },
  { id: 'blue-s', values: ['Blue', 'S'], left: 1 },
  { id: 'green-m', values: ['Green', 'M'], left: 0 },
];

test('[C34] a tap changes one value; where there is no such variant the other choices give way', () => {
  expect(chooseValue(shelf, 'red-m', 1, 'S')).toBe('red-s');
  expect(chooseValue(shelf, 'red-m', 0, 'Blue')).toBe('blue-s');
  expect(chooseValue(shelf, 'blue-s', 0, 'Green')).toBe('green-m');
});

test('[C34] a value says whether it can be bought with the other choices, with others, or not at all', () => {
  expect(valueState(shelf, 'red-m', 1, 'S')).toBe('soldOut');
  expect(valueState(shelf, 'blue-s', 0, 'Red')).toBe('soldOut');
  expect(valueState(shelf, 'red-m', 0, 'Red')).toBe('free');
  expect(valueState(shelf, 'red-m', 0, 'Blue')).toBe('free');
  expect(valueState(shelf, 'red-m', 0, 'Green')).toBe('gone');
});

test('[C34] whatever is on the shelf: a tap on a value leads to a variant with it, and a free one can be bought', () => {
  const value = fc.constantFrom('1', '2', '3');
  const some = fc.uniqueArray(fc.record({ values: fc.tuple(value, value, value), left: fc.nat(2) }), {
    minLength: 1,
    maxLength: 12,
    selector: (one) => one.values.join(),
  });
  fc.assert(
    fc.property(some, fc.nat(), fc.nat(2), value, (made, from, at, wanted) => {
      const skus = made.map((one) => ({ ...one, id: one.values.join() }));
      const chosenId = skus[from % skus.length]!.id;
      const next = skus.find((one) => one.id === chooseValue(skus, chosenId, at, wanted))!;
      const there = skus.some((one) => one.values[at] === wanted);
      if (there) expect(next.values[at]).toBe(wanted);
      else expect(next.id).toBe(chosenId);
      const state = valueState(skus, chosenId, at, wanted);
      if (state === 'free') expect(next.left).toBeGreaterThan(0);
      if (state === 'gone') expect(skus.some((one) => one.values[at] === wanted && one.left > 0)).toBe(false);
    }),
  );
});
