import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMoney } from './csv-cells.ts';
import { planImport } from './csv-plan.ts';
import type { ImportState } from './csv-state.ts';
import { csvLines, guarded, unguarded } from './csv-table.ts';
import type { Product } from './protocol.ts';
import { type HeldProduct, nothingAbout } from './whole-draft.ts';

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
let made = 100;
const newId = () => {
  made += 1;
  return id(made);
};
const mug: HeldProduct = {
  ...{
    title: 'Mug',
    description: 'Thrown.\nGlazed.',
    state: 'shown',
    pictureIds: [],
    spinPictureIds: [],
    modelId: null,
  },
  taxClass: 'reduced',
  ...{ limitPerBuyer: 2, reserve: { firstPaid: true, minutes: null }, about: { ...nothingAbout, care: '=dishwasher' } },
  options: [{ name: 'Colour', values: ['Red', 'Blue'] }],
  skus: ['Red', 'Blue'].map((value, at) => ({
    ...{ id: id(at + 1), name: value, values: [value], priceMinor: 2_400, livePriceMinor: at === 0 ? 1_900 : null },
    ...{ code: `M-${at}`, pictureId: null, videoId: null, forSale: true },
  })),
};
const mugId = id(50);
const state: ImportState = {
  currency: 'EUR',
  products: new Map([[mugId, mug]]),
  productOfSku: new Map([1, 2].map((number) => [id(number), mugId])),
  skuOfCode: new Map([0, 1].map((at) => [`M-${at}`, id(at + 1)])),
  onHand: new Map([1, 2].map((number) => [id(number), 5])),
  left: new Map([1, 2].map((number) => [id(number), 3])),
};
const plan = (...cells: Record<string, string>[]) =>
  planImport(
    state,
    cells.map((one, at) => ({ line: at + 2, cells: one })),
    newId,
  );
const codes = (...cells: Record<string, string>[]) =>
  plan(...cells).errors.map(({ line, column, code }) => [line, column, code]);

test('[C37] what is exported and imported unchanged changes nothing', () => {
  const shown: Product = {
    ...{ ...mug, about: mug.about, options: [...mug.options], state: 'shown' },
    ...{ id: mugId, shopId: id(9), currency: 'EUR', holdMinutes: 10, pictures: [], spin: null, model: null },
    skus: mug.skus.map(({ forSale: _, videoId: _video, ...sku }) => ({
      ...{ ...sku, values: [...sku.values], video: null, lowestBeforeMinor: null, left: 3 },
    })),
  };
  const { errors, lines, products } = plan(...csvLines(shown, state.onHand));
  expect(errors).toEqual([]);
  expect(lines.map(({ what, changes }) => [what, changes])).toEqual([
    ['left', []],
    ['left', []],
  ]);
  expect(products).toEqual([]);
  expect(csvLines(shown, state.onHand)[0]).toMatchObject({ price: '24.00', live_price: '19.00', care: "'=dishwasher" });
});

test('[C37] a cell that would be reckoned is guarded, and every text comes back as it was', () => {
  for (const text of ['=1+1', '+49', '-5', '@x', "'=x", '\t=1']) expect(guarded(text).startsWith("'")).toBe(true);
  expect([guarded('Mug'), guarded("'quoted'")]).toEqual(['Mug', "'quoted'"]);
  const starts = fc.tuple(fc.constantFrom('', "'", "''", '=', '+', '-', '@'), fc.string());
  fc.assert(
    fc.property(starts, ([start, rest]) => {
      const text = start + rest;
      expect(unguarded(guarded(text))).toBe(text);
      expect(guarded(text)).not.toMatch(/^[=+\-@]/);
    }),
  );
});

test('[C36] columns that are not there and variants that are not named stay as they are', () => {
  const { products, lines, errors } = plan({ sku_code: 'M-0', price: '20' });
  expect(errors).toEqual([]);
  expect(lines).toEqual([
    {
      line: 2,
      what: 'changed',
      title: 'Mug',
      variant: 'Red',
      changes: [{ column: 'price', from: '24.00', to: '20.00' }],
    },
  ]);
  const { draft } = products[0]!;
  expect(draft).toMatchObject({ title: 'Mug', description: mug.description, limitPerBuyer: 2, about: mug.about });
  expect(draft.skus.map((sku) => [sku.id, sku.priceMinor, sku.livePriceMinor, sku.onHand])).toEqual([
    [id(1), 2_000, 1_900, undefined],
    [id(2), 2_400, null, undefined],
  ]);
});

test('[C36] lines with one title make one new product; a new value makes a new variant of an old one', () => {
  const { products, lines, errors } = plan(
    { title: 'Vase', variant: 'Tall', price: '52', on_hand: '3' },
    { title: 'Vase', variant: 'Small', price: '32,50', on_hand: '' },
  );
  expect(errors).toEqual([]);
  expect(lines.map(({ what }) => what)).toEqual(['made', 'made']);
  expect(products).toHaveLength(1);
  expect(products[0]!.draft).toMatchObject({ title: 'Vase', state: 'draft' });
  expect(products[0]!.draft.skus).toMatchObject([{ onHand: 3 }, { name: 'Small', priceMinor: 3_250 }]);
  const green = { product_id: mugId, option1_name: 'Colour', option1_value: 'Green', price: '24' };
  const more = plan(green).products[0]!.draft;
  expect(more.options).toEqual([{ name: 'Colour', values: ['Red', 'Blue', 'Green'] }]);
  expect(more.skus.map(({ values }) => values)).toEqual([['Red'], ['Blue'], ['Green']]);
});

test('[C36] an empty cell takes away what may be nothing, and is wrong where something is needed', () => {
  const bare = { sku_id: id(1), live_price: '', limit_per_buyer: '', sku_code: '', care: '', on_hand: '' };
  const { draft } = plan(bare).products[0]!;
  expect(draft).toMatchObject({ limitPerBuyer: null, about: { care: '' } });
  expect(draft.skus[0]).toMatchObject({ livePriceMinor: null, code: null });
  expect(draft.skus[0]!.onHand).toBeUndefined();
  expect(codes({ sku_id: id(1), price: '' })).toEqual([[2, 'price', 'cell_needed']]);
  expect(codes({ title: '', price: '5' })).toEqual([[2, 'title', 'cell_needed']]);
  expect(codes({ title: 'Vase' })).toEqual([[2, 'price', 'cell_needed']]);
});

test('[C70] the tax class has a column; without it, and where it is empty, the class stays, and a new product has the standard one', () => {
  const classOf = (cells: Record<string, string>) => plan(cells).products[0]?.draft.taxClass;
  expect(classOf({ sku_id: id(1), price: '20' })).toBe('reduced');
  expect(classOf({ sku_id: id(1), price: '20', tax_class: '' })).toBe('reduced');
  expect(classOf({ title: 'Vase', price: '5' })).toBe('standard');
  const changed = plan({ sku_id: id(1), tax_class: 'zero' });
  expect(changed.products[0]!.draft.taxClass).toBe('zero');
  expect(changed.lines[0]!.changes).toEqual([{ column: 'tax_class', from: 'reduced', to: 'zero' }]);
  expect(codes({ title: 'Vase', price: '5', tax_class: 'low' })).toEqual([[2, 'tax_class', 'cell_tax_class']]);
  expect(codes({ sku_id: id(1), tax_class: 'zero' }, { sku_id: id(2), tax_class: 'standard' })).toEqual([
    [3, 'tax_class', 'cell_differs'],
  ]);
});

test('[C36] each wrong cell is named by its line, its column and a code', () => {
  const fine = { title: 'Vase', price: '5' };
  expect(codes({ ...fine, price: '5.123' })).toEqual([[2, 'price', 'cell_price']]);
  expect(codes({ ...fine, price: '1,234' })).toEqual([[2, 'price', 'cell_price']]);
  expect(codes({ ...fine, on_hand: '-1' })).toEqual([[2, 'on_hand', 'cell_number']]);
  expect(codes({ ...fine, limit_per_buyer: '0' })).toEqual([[2, 'limit_per_buyer', 'cell_number']]);
  expect(codes({ ...fine, state: 'hidden' })).toEqual([[2, 'state', 'cell_state']]);
  expect(codes({ ...fine, title: 'x'.repeat(121) })).toContainEqual([2, 'title', 'cell_text']);
  expect(codes({ ...fine, live_price: '6' })).toEqual([[2, '', 'live_price_not_lower']]);
  expect(codes({ ...fine, product_id: id(77) })).toEqual([[2, 'product_id', 'product_unknown']]);
  expect(codes({ ...fine, sku_id: id(77) })).toEqual([[2, 'sku_id', 'sku_unknown']]);
  expect(codes({ sku_id: id(2), sku_code: 'M-0' })).toEqual([[2, 'sku_code', 'sku_code_taken']]);
  expect(codes({ sku_id: id(1), on_hand: '1' })).toEqual([[2, 'on_hand', 'stock_below_held']]);
});

test('[C36] two lines that do not agree, or want the same, are named', () => {
  const vase = (more: object) => ({ title: 'Vase', price: '5', ...more });
  expect(codes(vase({ variant: 'A', state: 'shown' }), vase({ variant: 'B', state: 'draft' }))).toEqual([
    [3, 'state', 'cell_differs'],
  ]);
  expect(codes(vase({ variant: 'A' }), vase({ variant: 'A' }))).toEqual([[3, '', 'sku_twice']]);
  const coded = codes(vase({ variant: 'A', sku_code: 'V' }), { title: 'Bowl', price: '5', sku_code: 'V' });
  expect(coded).toEqual([[3, 'sku_code', 'sku_code_taken']]);
  const many = Array.from({ length: 51 }, (_, at) => vase({ variant: `${at}` }));
  expect(codes(...many)).toEqual([[2, '', 'product_limits']]);
});

test('[C37] a price is read exactly, and in one way only', () => {
  expect(['12.90', '12,9', '12', '0'].map((text) => readMoney(text, 'EUR'))).toEqual([1_290, 1_290, 1_200, 0]);
  expect(['12.901', '1.290,00', '-5', '€5', '', '5.'].map((text) => readMoney(text, 'EUR'))).toEqual(
    Array(6).fill(null),
  );
  expect([readMoney('12000', 'KRW'), readMoney('12.5', 'KRW')]).toEqual([12_000, null]);
});
