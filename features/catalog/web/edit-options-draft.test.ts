import { expect, test } from 'vitest';
import { optionProblems, readValues, type SkuFields, withOptions } from './edit-options-draft.ts';

const bare = { livePrice: '', code: '', pictureId: null, video: null, onHand: '3', shownOnHand: '3' };
const sku = (id: string, price: string, ...values: string[]): SkuFields => ({
  ...{ id, name: values.join(', '), values, price, ...bare },
});
const colour = (...values: string[]) => ({ name: 'Colour', values });
const size = (...values: string[]) => ({ name: 'Size', values });
let made = 0;
const makeId = () => {
  made += 1;
  return `new-${made}`;
};
const named = (skus: readonly SkuFields[]) => skus.map(({ id, name, price }) => [id.replace(/\d+$/, ''), name, price]);

test('[C33] the first option makes the one variant its first value, and a variant of each other', () => {
  const held = { options: [], skus: [sku('one', '5')] };
  expect(named(withOptions(held, [colour('Red', 'Blue')], makeId).skus)).toEqual([
    ['one', 'Red', '5'],
    ['new-', 'Blue', '5'],
  ]);
});

test('[C33] another option keeps what there is and adds the other combinations', () => {
  const held = { options: [colour('Red', 'Blue')], skus: [sku('red', '5', 'Red'), sku('blue', '6', 'Blue')] };
  expect(named(withOptions(held, [colour('Red', 'Blue'), size('S', 'M')], makeId).skus)).toEqual([
    ['red', 'Red, S', '5'],
    ['new-', 'Red, M', '5'],
    ['blue', 'Blue, S', '6'],
    ['new-', 'Blue, M', '5'],
  ]);
});

test('[C33] a renamed value takes its variant with it; one more value is one more variant', () => {
  const held = { options: [colour('Red', 'Blue')], skus: [sku('red', '5', 'Red'), sku('blue', '6', 'Blue')] };
  const renamed = withOptions(held, [colour('Crimson', 'Blue')], makeId);
  expect(named(renamed.skus)).toEqual([
    ['red', 'Crimson', '5'],
    ['blue', 'Blue', '6'],
  ]);
  const more = withOptions(renamed, [colour('Crimson', 'Blue', 'Green')], makeId);
  expect(named(more.skus).map(([, name]) => name)).toEqual(['Crimson', 'Blue', 'Green']);
});

test('[C33] a combination that was taken out by hand stays out, and a value that goes takes its variants along', () => {
  const options = [colour('Red', 'Blue'), size('S', 'M')];
  const held = { options, skus: [sku('rs', '5', 'Red', 'S'), sku('bm', '6', 'Blue', 'M')] };
  const more = withOptions(held, [colour('Red', 'Blue', 'Green'), size('S', 'M')], makeId);
  expect(named(more.skus).map(([, name]) => name)).toEqual(['Red, S', 'Blue, M', 'Green, S', 'Green, M']);
  const less = withOptions(more, [colour('Blue', 'Green'), size('S', 'M')], makeId);
  expect(named(less.skus).map(([, name]) => name)).toEqual(['Blue, M', 'Green, S', 'Green, M']);
});

test('[C33] an option that is taken away leaves the first of those that are then the same; without any one is left', () => {
  const options = [colour('Red', 'Blue'), size('S', 'M')];
  const held = { options, skus: [sku('rs', '5', 'Red', 'S'), sku('rm', '6', 'Red', 'M'), sku('bm', '7', 'Blue', 'M')] };
  const less = withOptions(held, [colour('Red', 'Blue')], makeId);
  expect(named(less.skus)).toEqual([
    ['rs', 'Red', '5'],
    ['bm', 'Blue', '7'],
  ]);
  expect(named(withOptions(less, [], makeId).skus)).toEqual([['rs', '', '5']]);
});

test('[C33] only typing a name changes no variant; what is missing in an option is named', () => {
  const held = { options: [], skus: [sku('one', '5')] };
  expect(withOptions(held, [{ name: 'Col', values: [] }], makeId).skus).toBe(held.skus);
  expect(readValues(' Red,Blue，, Red ')).toEqual(['Red', 'Blue']);
  expect(optionProblems([colour(), { name: ' ', values: ['A'] }, size('S')])).toEqual({
    ...{ 'option-0': 'optionNeeded', 'option-1': 'optionNeeded' },
  });
  expect(optionProblems([size('S'), size('M')])).toEqual({ 'option-1': 'optionTwice' });
  expect(optionProblems([size('x'.repeat(31))])).toEqual({ 'option-0': 'optionLong' });
});
