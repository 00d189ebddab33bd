import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { Currency, closed, Id, MinorUnits } from '../../platform/kit/schema.ts';
import { linesMax, quantityMax } from '../orders/protocol.ts';
import { RoomState } from '../rooms/protocol.ts';
import { TaxClass } from '../shops/tax-class.ts';

/** As many as one order can have, so that whatever lies together in a cart can be bought together. */
export const cartLinesMax = linesMax;

const Quantity = Type.Integer({ minimum: 1, maximum: quantityMax });
const RoomOfLine = Type.Union([Id, Type.Null()], { description: 'The room that it was put in from.' });

/** A line as somebody puts it in. What they saw is remembered, to say later what has changed; nothing is ever sold at it. */
export const CartWish = Type.Object(
  {
    skuId: Id,
    roomId: RoomOfLine,
    quantity: Quantity,
    shownMinor: Type.Integer({ ...MinorUnits, description: 'What a unit cost on the page.' }),
    shownInDeal: Type.Boolean({ description: 'Whether a deal made that price.' }),
  },
  closed,
);
export type CartWish = Static<typeof CartWish>;

/**
 * GET  /api/me/cart -> Cart         one's own, empty without an account
 * POST /api/me/cart/lines -> Cart   puts something in; what is there already becomes more
 * PUT  /api/me/cart/lines -> Cart   another quantity; none takes the line out
 * POST /api/me/cart/bring -> Cart   what a browser kept before its person had a name
 * POST /api/cart/price -> Cart      anybody: what the browser keeps, at the prices of now
 */
export const PutIntoCart = Type.Object({ id: Id, line: CartWish }, closed);
export type PutIntoCart = Static<typeof PutIntoCart>;
export const ChangeCart = Type.Object(
  { id: Id, skuId: Id, roomId: RoomOfLine, quantity: Type.Integer({ minimum: 0, maximum: quantityMax }) },
  closed,
);
export type ChangeCart = Static<typeof ChangeCart>;
const Wishes = Type.Array(CartWish, { minItems: 1, maxItems: cartLinesMax });
export const BringCart = Type.Object({ id: Id, lines: Wishes }, closed);
export type BringCart = Static<typeof BringCart>;
export const PriceCart = Type.Object({ lines: Wishes }, closed);
export type PriceCart = Static<typeof PriceCart>;

/** What there is to say of a line. The first four keep it out of an order as it is. */
export const saids = [
  ...(['sold_out', 'fewer_left', 'not_for_sale', 'buyer_limit'] as const),
  ...(['price_changed', 'deal_over', 'deal_all_taken', 'deal_limit'] as const),
] as const;
export const Said = Type.Enum(saids);
export type Said = Static<typeof Said>;

export const CartLine = Type.Object({
  skuId: Id,
  productId: Id,
  title: Type.String(),
  skuName: Type.String(),
  taxClass: TaxClass,
  quantity: Quantity,
  most: Type.Integer({ minimum: 0, description: 'So many could be bought now: what is left, within the limits.' }),
  priceMinor: Type.Integer({ ...MinorUnits, description: 'What a unit costs now.' }),
  shownMinor: Type.Integer({ ...MinorUnits, description: 'What it cost when it was put in.' }),
  says: Type.Array(Said),
  buys: Type.Boolean({ description: 'Whether it can be bought as it is.' }),
});
export type CartLine = Static<typeof CartLine>;

/** One coupon of a group; an offer's title is the name of the host who made it. */
export const CartDiscount = Type.Object({ title: Type.String(), personal: Type.Boolean(), offMinor: MinorUnits });
export type CartDiscount = Static<typeof CartDiscount>;

/** What becomes one order: of one shop, from one room. */
export const CartGroup = Type.Object({
  shopId: Id,
  roomId: RoomOfLine,
  room: Type.Union([Type.Object({ title: Type.String(), state: RoomState }), Type.Null()]),
  currency: Currency,
  lines: Type.Array(CartLine),
  goodsMinor: Type.Integer({ ...MinorUnits, description: 'Of the lines that can be bought.' }),
  discountMinor: Type.Integer({ ...MinorUnits, description: 'What coupons take off them.' }),
  discounts: Type.Array(CartDiscount),
  refused: Type.Union([Type.String(), Type.Null()], {
    description: 'Why nothing of it can be bought: the refusal of a room that is not for everyone.',
  }),
});
export type CartGroup = Static<typeof CartGroup>;

export const Cart = Type.Object({
  groups: Type.Array(CartGroup),
  units: Type.Integer({ minimum: 0, description: 'Of all lines together.' }),
});
export type Cart = Static<typeof Cart>;

export const refusals = {
  /** details: max */
  cart_full: 409,
  /** details: max */
  cart_line_full: 409,
  cart_line_unknown: 404,
  cart_changed: 409,
} as const satisfies RefusalTable;
