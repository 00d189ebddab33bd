import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Product } from '../protocol.ts';
import { blankProduct, fieldsOf, moved, ranked, readFields, reversed, withFrame } from './edit-draft.ts';

const product: Product = {
  id: '00000000-0000-4000-8000-000000000001',
  shopId: '00000000-0000-4000-8000-000000000002',
  title: 'Linen shirt',
  description: 'Washed.\nLight.',
  currency: 'EUR',
  state: 'shown',
  pictures: [{ id: '00000000-0000-4000-8000-000000000003', width: 1200, height: 1600, widths: [160, 480, 1080] }],
  spin: null,
  model: null,
  limitPerBuyer: null,
  taxClass: 'reduced',
  reserve: { firstPaid: false, minutes: 5 },
  holdMinutes: 5,
  about: { functions: '', materials: 'Linen', care: 'Wash at 40 °C', box: '' },
  options: [],
  skus: [
    {
      id: '00000000-0000-4000-8000-00000000000a',
      name: 'M',
      code: 'LS-M',
      values: [],
      pictureId: '00000000-0000-4000-8000-000000000003',
      video: { id: '00000000-0000-4000-8000-000000000004', kind: 'mp4', bytes: 9, width: 4, height: 3, durationMs: 5 },
      priceMinor: 4990,
      livePriceMinor: 3990,
      lowestBeforeMinor: null,
      left: 3,
    },
    {
      id: '00000000-0000-4000-8000-00000000000b',
      name: 'L',
      code: null,
      values: [],
      pictureId: null,
      video: null,
      priceMinor: 5290,
      livePriceMinor: null,
      lowestBeforeMinor: null,
      left: 0,
    },
  ],
};
const reading = { id: '00000000-0000-4000-8000-0000000000ff', currency: 'EUR', locale: 'de' };

test('a product that is opened and saved unchanged is sent as it was, and its stock is left alone', () => {
  const { draft, problems } = readFields(fieldsOf(product, 'de'), reading);
  expect(problems).toEqual({});
  expect(draft.skus.map((sku) => [sku.name, sku.priceMinor, sku.onHand])).toEqual([
    ['M', 4990, undefined],
    ['L', 5290, undefined],
  ]);
  expect(draft.pictureIds).toEqual([product.pictures[0]!.id]);
  expect(draft.skus.map((sku) => sku.livePriceMinor)).toEqual([3990, null]);
  expect(draft.about).toEqual(product.about);
  expect(draft.reserve).toEqual(product.reserve);
});

test('a count that was changed is sent', () => {
  const fields = fieldsOf(product, 'de');
  const skus = fields.skus.map((sku) => (sku.name === 'L' ? { ...sku, onHand: '12' } : sku));
  expect(readFields({ ...fields, skus }, reading).draft.skus.map((sku) => sku.onHand)).toEqual([undefined, 12]);
});

test('an empty form names every field that is missing', () => {
  const { problems } = readFields(blankProduct('s1'), reading);
  expect(problems).toEqual({ title: 'titleNeeded', 's1.price': 'priceWrong', 's1.onHand': 'stockWrong' });
});

test('variants need names that differ, except a single one', () => {
  const fields = fieldsOf(product, 'de');
  const named = (names: string[]) => ({
    ...fields,
    skus: fields.skus.map((sku, at) => ({ ...sku, name: names[at]! })),
  });
  expect(Object.values(readFields(named(['M', ' m ']), reading).problems)).toEqual(['variantTwice']);
  expect(Object.values(readFields(named(['', 'L']), reading).problems)).toEqual(['variantNeeded']);
  expect(readFields({ ...fields, skus: [{ ...fields.skus[0]!, name: '' }] }, reading).problems).toEqual({});
});

test('frames stand in their order whenever each came, and turn the other way from the same first one', () => {
  const inOrder = ranked(['a', 'b', 'c', 'd']);
  fc.assert(
    fc.property(fc.shuffledSubarray([...inOrder], { minLength: 4 }), (arrivals) => {
      expect(arrivals.reduce(withFrame, [])).toEqual(inOrder);
    }),
  );
  expect(reversed(inOrder).map((frame) => frame.id)).toEqual(['a', 'd', 'c', 'b']);
  expect(reversed(reversed(inOrder))).toEqual(inOrder);
  expect(reversed([])).toEqual([]);
});

test('a turn of too few frames is named; none is fine, and what is there is sent', () => {
  const fields = fieldsOf(product, 'de');
  expect(readFields({ ...fields, spin: ranked(['a']) }, reading).problems).toEqual({ spin: 'spinFew' });
  expect(readFields(fields, reading).draft).toMatchObject({ spinPictureIds: [], modelId: null });
  const ids = Array.from({ length: 8 }, (_, at) => `frame-${at}`);
  const { draft, problems } = readFields({ ...fields, spin: ranked(ids), model: { id: 'm', bytes: 4 } }, reading);
  expect(problems).toEqual({});
  expect(draft).toMatchObject({ spinPictureIds: ids, modelId: 'm' });
});

test('moving keeps every element once', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer()),
      fc.integer({ min: -1, max: 9 }),
      fc.integer({ min: -1, max: 9 }),
      (list, a, b) => {
        expect([...moved(list, a, b)].sort()).toEqual([...list].sort());
        if (a >= 0 && b >= 0 && a < list.length && b < list.length) expect(moved(list, a, b)[b]).toBe(list[a]);
      },
    ),
  );
});

test('[C29] a limit per buyer is read, empty is none, and what is no such number is named', () => {
  const fields = fieldsOf({ ...product, limitPerBuyer: 3 }, 'de');
  const limitOf = (limit: string) => readFields({ ...fields, limit }, reading);
  expect(readFields(fields, reading).draft.limitPerBuyer).toBe(3);
  expect(limitOf(' ').draft.limitPerBuyer).toBeNull();
  for (const wrong of ['0', '100', '-1', '2.5', 'two']) {
    expect(limitOf(wrong).problems).toEqual({ limit: 'limitWrong' });
  }
});

test('[C32] a live price must be an amount below the price, or empty', () => {
  const fields = fieldsOf(product, 'de');
  const [sku] = fields.skus;
  const read = (livePrice: string) => readFields({ ...fields, skus: [{ ...sku!, livePrice }] }, reading);
  expect(read('39,90').draft.skus[0]!.livePriceMinor).toBe(3990);
  expect(read(' ').draft.skus[0]!.livePriceMinor).toBeNull();
  for (const wrong of ['49,90', '60', 'x', '-1'])
    expect(read(wrong).problems).toEqual({ [`${sku!.id}.livePrice`]: 'livePriceWrong' });
});
