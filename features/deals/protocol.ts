import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { closed, Id, MinorUnits, TimeMs } from '../../platform/kit/schema.ts';

export const percentOffMin = 10;
export const percentOffMax = 90;
export const dealUnitsMax = 1_000_000;
export const perBuyerMax = 99;
export const countdownSecondsMin = 10;
export const countdownSecondsMax = 300;
export const runSecondsMin = 60;
export const runSecondsMax = 1_200;
export const dealsPerRoomMax = 100;

/** So much less than the price of that moment, or one price for every variant. */
export const DealOff = Type.Union([
  Type.Object({ percentOff: Type.Integer({ minimum: percentOffMin, maximum: percentOffMax }) }, closed),
  Type.Object({ priceMinor: MinorUnits }, closed),
]);
export type DealOff = Static<typeof DealOff>;

const limits = {
  units: Type.Integer({
    minimum: 1,
    maximum: dealUnitsMax,
    description: 'How many are sold at the price, of all variants.',
  }),
  perBuyer: Type.Integer({ minimum: 1, maximum: perBuyerMax }),
};

/**
 * POST /api/rooms/:roomId/deals -> Deal       host, merchant: sets one up, before or during the show
 * GET  /api/rooms/:roomId/deals -> {deals}    staff of the shop, oldest first
 * POST /api/deals/:dealId/announce -> Deal    host, merchant: begins the countdown; the room is told
 * POST /api/deals/:dealId/end -> Deal         host, merchant: ends it early, also in the countdown
 * POST /api/deals/:dealId/drop -> {}          host, merchant: takes away one that was not announced
 */
export const SetUpDeal = Type.Object(
  {
    id: Id,
    productId: Id,
    off: DealOff,
    ...limits,
    countdownSeconds: Type.Integer({ minimum: countdownSecondsMin, maximum: countdownSecondsMax }),
    runSeconds: Type.Integer({ minimum: runSecondsMin, maximum: runSecondsMax }),
  },
  closed,
);
export type SetUpDeal = Static<typeof SetUpDeal>;
export const DealAct = Type.Object({ id: Id }, closed);
export type DealAct = Static<typeof DealAct>;

export const Deal = Type.Object({
  id: Id,
  roomId: Id,
  productId: Id,
  off: DealOff,
  ...limits,
  countdownSeconds: Type.Integer(),
  runSeconds: Type.Integer(),
  startsAt: Type.Union([TimeMs, Type.Null()], { description: 'By the server, once it is announced.' }),
  endsAt: Type.Union([TimeMs, Type.Null()]),
  taken: Type.Integer({ minimum: 0 }),
});
export type Deal = Static<typeof Deal>;

/** In the room's stream. When a deal starts and ends by itself nothing is told: its times were. */
export const facts = {
  'deal.announced': Type.Object({
    dealId: Id,
    productId: Id,
    off: DealOff,
    ...limits,
    startsAt: TimeMs,
    endsAt: TimeMs,
  }),
  'deal.taken': Type.Object({ dealId: Id, taken: Type.Integer({ minimum: 0 }) }),
  'deal.ended': Type.Object({ dealId: Id }),
};
export const fact = factMaker(facts);

export const refusals = {
  deal_unknown: 404,
  /** Another one of the same product is announced or runs in this room. */
  deal_overlaps: 409,
  /** It was announced already, or it is over. */
  deal_act_impossible: 409,
  /** A price must be 10 to 90 per cent below that of every variant. details: least, most */
  deal_price_off_limits: 422,
  deal_product_not_in_bag: 409,
  deal_room_not_live: 409,
  room_deals_full: 409,
} as const satisfies RefusalTable;
