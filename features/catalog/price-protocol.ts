import { type Static, Type } from 'typebox';
import { Currency, MinorUnits, TimeMs } from '../../platform/kit/schema.ts';

/** Changes of one price that are read at once. */
export const priceChangesMax = 50;

/** GET /api/skus/:skuId/prices?before= -> PriceHistory   merchant; the newest changes first, older ones than `before` */
export const PriceChange = Type.Object({
  at: TimeMs,
  priceMinor: Type.Union([MinorUnits, Type.Null()], { description: 'Null where it was offered no more.' }),
  beganBefore: Type.Boolean({ description: 'It was offered before that too, nobody knows at what price.' }),
  by: Type.Union([Type.String(), Type.Null()], { description: 'Who changed it; null where that is not known.' }),
  lowestBeforeMinor: Type.Union([MinorUnits, Type.Null()], {
    description: 'The price that this one was shown as reduced from; null where it was shown as none.',
  }),
});
export type PriceChange = Static<typeof PriceChange>;
export const PriceHistory = Type.Object({
  currency: Currency,
  now: TimeMs,
  lowestMinor: Type.Union([MinorUnits, Type.Null()], {
    description: 'The lowest of the last 30 days, which a reduction made now is measured by; null when nobody knows.',
  }),
  changes: Type.Array(PriceChange),
  next: Type.Union([TimeMs, Type.Null()], { description: 'The `before` of the next page; null at the end.' }),
});
export type PriceHistory = Static<typeof PriceHistory>;
