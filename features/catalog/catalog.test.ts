import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumberedFact } from '../../platform/kit/fact.ts';
import { taxClasses } from '../shops/tax-class.ts';
import { decideDraft } from './catalog.ts';
import { priceFold } from './catalog-view.ts';
import { type ProductDraft, spinFramesMin } from './protocol.ts';
import { type HeldProduct, wholeDraft } from './whole-draft.ts';

const skuIds = ['a', 'b', 'c', 'd'];
const sku = fc.record({
  id: fc.constantFrom(...skuIds),
  pictureId: fc.constant(null),
  videoId: fc.constantFrom(null, 'v', 'w'),
  code: fc.constantFrom(null),
  values: fc.constant<string[]>([]),
  name: fc.constantFrom('S', 'M'),
  priceMinor: fc.integer({ min: 4, max: 6 }),
  livePriceMinor: fc.option(fc.integer({ min: 2, max: 3 })),
});
const skus = fc.uniqueArray(sku, { minLength: 1, maxLength: 4, selector: (one) => one.id });
const words = {
  title: fc.constantFrom('Shirt', 'Scarf'),
  description: fc.constantFrom('', 'Linen'),
  state: fc.constantFrom('draft' as const, 'shown' as const),
  pictureIds: fc.uniqueArray(fc.constantFrom('p', 'q'), { maxLength: 2 }),
};
const turn = fc.constantFrom([], Array(spinFramesMin).fill('p'), Array(spinFramesMin + 1).fill('q'));
const model = fc.constantFrom(null, 'm', 'n');
const limit = fc.constantFrom(null, 1, 5);
const taxClass = fc.constantFrom(...taxClasses);
const reserve = fc.record({ firstPaid: fc.boolean(), minutes: fc.constantFrom(null, 5) });
const about = fc.constantFrom('', 'Linen').map((materials) => ({ functions: '', materials, care: '', box: '' }));
const draft = fc.record(
  {
    id: fc.constant('command'),
    ...words,
    skus,
    spinPictureIds: turn,
    modelId: model,
    limitPerBuyer: limit,
    taxClass,
    reserve,
    about,
  },
  { requiredKeys: ['id', 'title', 'description', 'state', 'pictureIds', 'skus'] },
) as fc.Arbitrary<ProductDraft>;
const held = fc.record({
  ...words,
  spinPictureIds: turn,
  modelId: model,
  limitPerBuyer: limit,
  taxClass,
  reserve,
  about,
  options: fc.constant([]),
  skus: skus.map((list) => list.map((one, index) => ({ ...one, forSale: index % 3 !== 2 }))),
}) as fc.Arbitrary<HeldProduct>;

function decided(before: HeldProduct | null, after: ProductDraft) {
  const decision = decideDraft('product', before, after);
  if ('refused' in decision) throw new Error(decision.refused);
  return decision;
}

/** The product as it is stored after the draft was saved over it. */
function saved(before: HeldProduct, after: ProductDraft): HeldProduct {
  const gone = before.skus.filter((one) => !after.skus.some((other) => other.id === one.id));
  const whole = wholeDraft(before, after);
  const kept = whole.skus.map((one) => ({ ...one, forSale: true }));
  return { ...whole, skus: [...kept, ...gone.map((one) => ({ ...one, forSale: false }))] };
}

function pricesOf({ skus: all }: HeldProduct) {
  const live = all.filter((one) => one.livePriceMinor !== null);
  return {
    prices: Object.fromEntries(all.map((one) => [one.id, one.priceMinor])) as Readonly<Record<string, number>>,
    livePrices: Object.fromEntries(live.map((one) => [one.id, one.livePriceMinor!])) as Readonly<
      Record<string, number>
    >,
  };
}

describe('a draft over a product', () => {
  it('[C7] prices that were folded from the facts are the prices that are stored', () => {
    fc.assert(
      fc.property(held, fc.array(draft, { maxLength: 6 }), (first, drafts) => {
        let now = first;
        let view = { ...pricesOf(now), changed: {} as Readonly<Record<string, number>> };
        let number = 0;
        for (const next of drafts) {
          for (const told of decided(now, next).facts) {
            number += 1;
            view = priceFold.apply(view, { ...told, number, at: 0 } as NumberedFact) as typeof view;
          }
          now = saved(now, next);
        }
        expect({ prices: view.prices, livePrices: view.livePrices }).toEqual(pricesOf(now));
      }),
    );
  });

  it('[C7] saving the same draft again tells nothing, and another look tells product.changed once', () => {
    fc.assert(
      fc.property(held, draft, (before, next) => {
        const after = saved(before, next);
        expect(decided(after, next)).toEqual({ facts: [] });
        const renamed = decided(after, { ...next, title: 'A third title' });
        expect(renamed.facts.map((one) => one.kind)).toEqual(['product.changed']);
      }),
    );
  });

  it('[C32] a live price that is not lower than the regular one is refused', () => {
    const priced = (livePriceMinor: number | null): ProductDraft => ({
      ...{ id: 'x', title: 't', description: '', state: 'shown', pictureIds: [] },
      skus: [{ id: 'a', name: '', priceMinor: 5, livePriceMinor }],
    });
    for (const dear of [5, 6]) {
      expect(decideDraft('product', null, priced(dear))).toEqual({ refused: 'live_price_not_lower' });
    }
    for (const fair of [null, 0, 4]) expect(decideDraft('product', null, priced(fair))).toEqual({ facts: [] });
  });

  it('[C9] a doubled variant is refused', () => {
    const one = { id: 'a', name: '', priceMinor: 1 };
    const doubled: ProductDraft = {
      id: 'x',
      title: 't',
      description: '',
      state: 'shown',
      pictureIds: [],
      skus: [one, one],
    };
    expect(decideDraft('product', null, doubled)).toEqual({ refused: 'sku_twice' });
  });

  it('[C20] a turn of fewer frames than turn smoothly is refused, and none at all is none', () => {
    const one: ProductDraft = {
      id: 'x',
      title: 't',
      description: '',
      state: 'shown',
      pictureIds: [],
      skus: [{ id: 'a', name: '', priceMinor: 1 }],
    };
    const few = Array<string>(spinFramesMin - 1).fill('p');
    expect(decideDraft('product', null, { ...one, spinPictureIds: few })).toMatchObject({ refused: 'spin_too_short' });
    expect(decideDraft('product', null, { ...one, spinPictureIds: [] })).toEqual({ facts: [] });
    expect(decideDraft('product', null, { ...one, spinPictureIds: [...few, 'q'] })).toEqual({ facts: [] });
  });
});
