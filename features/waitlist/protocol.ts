import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { Currency, closed, Id, MinorUnits, TimeMs } from '../../platform/kit/schema.ts';

/** Units that one place may ask for: as many as an order line takes. */
export const waitQuantityMax = 99;
/** Places for one SKU, and of one account: each turn that comes free is found in one statement. */
export const placesPerSkuMax = 2_000;
export const placesPerAccountMax = 50;

/**
 * POST /api/skus/:skuId/waitlist -> OwnPlace            anybody with a name, while nothing is left
 * POST /api/skus/:skuId/waitlist/leave -> {}            gives the place up, and the turn
 * GET  /api/me/waitlist -> {places}                     one's own places
 * GET  /api/shops/:shopId/waitlist -> {skus}            host, merchant: how many wait
 */
export const JoinWaitlist = Type.Object(
  { id: Id, quantity: Type.Integer({ minimum: 1, maximum: waitQuantityMax }) },
  closed,
);
export type JoinWaitlist = Static<typeof JoinWaitlist>;
export const LeaveWaitlist = Type.Object({ id: Id }, closed);

export const Turn = Type.Object({
  units: Type.Integer({ minimum: 1, description: 'Kept for this person, until then.' }),
  until: TimeMs,
});

export const OwnPlace = Type.Object({
  id: Id,
  skuId: Id,
  productId: Id,
  title: Type.String(),
  skuName: Type.String(),
  priceMinor: MinorUnits,
  currency: Currency,
  quantity: Type.Integer({ minimum: 1 }),
  place: Type.Integer({ minimum: 1, description: 'Of those who wait; the first is next. 1 while it is the turn.' }),
  turn: Type.Union([Turn, Type.Null()]),
});
export type OwnPlace = Static<typeof OwnPlace>;

export const SkuWaiting = Type.Object({
  skuId: Id,
  waiting: Type.Integer({ minimum: 0 }),
  turns: Type.Integer({ minimum: 0, description: 'People whose turn it is.' }),
});
export type SkuWaiting = Static<typeof SkuWaiting>;

const place = { placeId: Id, skuId: Id };
/** In the person's stream. */
export const facts = {
  'waitlist.joined': Type.Object({ ...place, quantity: Type.Integer({ minimum: 1 }) }),
  'waitlist.offered': Type.Object({ ...place, productId: Id, units: Type.Integer({ minimum: 1 }), until: TimeMs }),
  'waitlist.ended': Type.Object({ ...place, why: Type.Enum(['bought', 'left', 'passed']) }),
};
export type EndedWhy = 'bought' | 'left' | 'passed';
export const fact = factMaker(facts);

export const refusals = {
  /** details: left */
  waitlist_not_sold_out: 409,
  waitlist_joined: 409,
  waitlist_not_joined: 404,
  waitlist_full: 409,
  /** details: max */
  waitlist_places_full: 409,
} as const satisfies RefusalTable;
