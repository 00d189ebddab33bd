import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { AccountId, Currency, closed, Id, MinorUnits, Text, TimeMs } from '../../platform/kit/schema.ts';

export const couponPercentMax = 90;
export const quotaMax = 1_000_000;
export const perPersonMax = 20;
export const scopeProductsMax = 50;
export const couponsPerShopMax = 500;
/** A host's offer to one person holds so long. */
export const offerMinutesMin = 5;
export const offerMinutesMax = 7 * 24 * 60;
/** Offers of one room that are read, the newest. */
export const offersReadMax = 50;

export const CouponOff = Type.Union([
  Type.Object({ percentOff: Type.Integer({ minimum: 1, maximum: couponPercentMax }) }, closed),
  Type.Object({ amountMinor: Type.Integer({ minimum: 1, maximum: 100_000_000_000 }) }, closed),
]);
export type CouponOff = Static<typeof CouponOff>;

const terms = {
  title: Text(60),
  off: CouponOff,
  minimumMinor: Type.Integer({
    ...MinorUnits,
    description: 'What the goods that it is for must come to, before any coupon.',
  }),
  productIds: Type.Array(Id, {
    maxItems: scopeProductsMax,
    uniqueItems: true,
    description: 'What it is for; empty for everything of the shop.',
  }),
  quota: Type.Integer({ minimum: 1, maximum: quotaMax, description: 'How many can be claimed by all together.' }),
  perPerson: Type.Integer({ minimum: 1, maximum: perPersonMax }),
  liveOnly: Type.Boolean({ description: 'Only for orders of a room.' }),
  stacks: Type.Boolean({ description: 'Whether it counts beside others that do too.' }),
  endsAt: Type.Union([TimeMs, Type.Null()]),
};

/**
 * POST /api/shops/:shopId/coupons -> Coupon              host, merchant
 * GET  /api/shops/:shopId/coupons?uses= -> {coupons}     staff of the shop, newest first; with how many are used
 * POST /api/coupons/:couponId/end -> Coupon              host, merchant: no more claims, and no more use
 * POST /api/rooms/:roomId/coupon -> {}                   host, merchant: shows it in the room; null takes it down
 * POST /api/coupons/:couponId/claim -> Claim             anybody with a name
 * POST /api/rooms/:roomId/offers -> Offer                host: for one person of the room, claimed already
 * GET  /api/rooms/:roomId/offers -> {offers}             staff of the shop, newest first
 * GET  /api/me/coupons?shopId= -> {claims}               what one holds and has not used
 */
export const MakeCoupon = Type.Object({ id: Id, ...terms }, closed);
export type MakeCoupon = Static<typeof MakeCoupon>;
export const PinCoupon = Type.Object({ id: Id, couponId: Type.Union([Id, Type.Null()]) }, closed);
export type PinCoupon = Static<typeof PinCoupon>;
export const MakeOffer = Type.Object(
  {
    id: Id,
    accountId: Type.Optional(AccountId),
    lineId: Type.Optional({
      ...Id,
      description: 'A line that the person has said in the room, in place of the account.',
    }),
    off: CouponOff,
    productIds: terms.productIds,
    minutes: Type.Integer({ minimum: offerMinutesMin, maximum: offerMinutesMax }),
  },
  closed,
);
export type MakeOffer = Static<typeof MakeOffer>;
export const CouponAct = Type.Object({ id: Id }, closed);

export const Coupon = Type.Object({
  id: Id,
  shopId: Id,
  currency: Currency,
  ...terms,
  claimed: Type.Integer({ minimum: 0 }),
  used: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: 'So many of those claimed are in orders that stand. Where it was asked for.',
    }),
  ),
  personal: Type.Boolean({ description: "A host's offer to one person; its title is the host's name." }),
});
export type Coupon = Static<typeof Coupon>;

/** One coupon in somebody's hand. */
export const Claim = Type.Object({ id: Id, coupon: Coupon });
export type Claim = Static<typeof Claim>;

/** A host's offer as the shop's staff see it: to whom, and what has become of it. */
export const OfferState = Type.Enum(['open', 'used', 'over']);
export type OfferState = Static<typeof OfferState>;
export const Offer = Type.Object({
  id: Id,
  by: Type.String({ description: "The host's name." }),
  name: Type.String({ description: "The person's name." }),
  off: CouponOff,
  currency: Currency,
  productIds: terms.productIds,
  endsAt: TimeMs,
  state: OfferState,
});
export type Offer = Static<typeof Offer>;

/** In the room's stream; in the person's `coupon.offered` and `coupon.withdrawn`, and in the staff's `coupon.offers_changed`. */
export const facts = {
  'coupon.pinned': Type.Object({ coupon: Coupon }),
  'coupon.claimed': Type.Object({ couponId: Id, claimed: Type.Integer({ minimum: 0 }) }),
  'coupon.unpinned': Type.Object({}),
  'coupon.offered': Type.Object({ claimId: Id, coupon: Coupon }),
  'coupon.withdrawn': Type.Object({ couponId: Id }),
  'coupon.offers_changed': Type.Object({ couponId: Id }),
};
export const fact = factMaker(facts);

export const refusals = {
  coupon_unknown: 404,
  coupon_over: 409,
  coupon_all_claimed: 409,
  /** details: max */
  coupon_share_claimed: 409,
  coupon_person_unknown: 404,
  shop_coupons_full: 409,
} as const satisfies RefusalTable;
