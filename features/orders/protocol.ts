import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { AccountId, Currency, closed, Id, Lines, MinorUnits, Text, TimeMs } from '../../platform/kit/schema.ts';
import { PaymentMethod } from '../payments/protocol.ts';
import { OrderDelivery } from '../shops/terms.ts';

export const linesMax = 20;
export const quantityMax = 99;
export const noteCharsMax = 300;
/** As much as an amount may be anywhere: see MinorUnits. */
export const totalMinorMax = 100_000_000_000;

export const OrderState = Type.Enum(['held', 'paid', 'cancelled', 'expired', 'refunded']);
export type OrderState = Static<typeof OrderState>;

export const Address = Type.Object(
  {
    name: Text(80),
    line1: Text(120),
    line2: Text(120, 0),
    postcode: Text(16),
    city: Text(80),
    country: Type.String({ pattern: '^[A-Z]{2}$' }),
    phone: Type.String({ maxLength: 24, pattern: '^[0-9+() -]*$' }),
  },
  closed,
);
export type Address = Static<typeof Address>;

/**
 * POST /api/orders -> Order (needs a name). One call: holds the stock, asks the payment provider, settles. The prices are the catalog's;
 * `expectedTotalMinor` is what the buyer was shown: where the total is another by now, nothing is held.
 * The answer may still be `held` when the provider did not answer in time; the person's stream tells the rest.
 * `address` and `method` may be left out when remembered (GET /api/me/checkout).
 */
export const PlaceOrder = Type.Object(
  {
    id: Id,
    roomId: Type.Union([Id, Type.Null()]),
    lines: Type.Array(
      Type.Object({ skuId: Id, quantity: Type.Integer({ minimum: 1, maximum: quantityMax }) }, closed),
      {
        minItems: 1,
        maxItems: linesMax,
      },
    ),
    address: Type.Optional(Address),
    method: Type.Optional(PaymentMethod),
    note: Type.Optional(Lines(noteCharsMax)),
    pickup: Type.Optional(Type.Boolean({ description: 'The buyer fetches it: nothing is delivered.' })),
    deliveryId: Type.Optional(
      Type.String({
        ...Id,
        description: "One of the shop's delivery methods; left out: the cheapest one to that country.",
      }),
    ),
    email: Type.Optional(
      Type.String({
        format: 'email',
        maxLength: 254,
        description: 'For the receipt, of a buyer whose account has none.',
      }),
    ),
    cart: Type.Optional(
      Type.Boolean({ description: 'Bought out of the cart: the lines must lie in it, and leave it.' }),
    ),
    expectedTotalMinor: Type.Optional(MinorUnits),
  },
  closed,
);
export type PlaceOrder = Static<typeof PlaceOrder>;

export const OrderLine = Type.Object({
  skuId: Id,
  productId: Id,
  title: Type.String(),
  skuName: Type.String(),
  quantity: Type.Integer(),
  priceMinor: MinorUnits,
  taxRateBp: Type.Integer({ description: 'Basis points: 1900 is 19 %.' }),
  firstPaid: Type.Optional(
    Type.Boolean({ description: 'Not reserved: for whoever has paid first. Left out where it is reserved.' }),
  ),
});
export type OrderLine = Static<typeof OrderLine>;

/** As it is shown: hosts and moderators get the lines, postcode and phone empty. */
export const ShownAddress = Type.Object({
  name: Type.String(),
  line1: Type.String(),
  line2: Type.String(),
  postcode: Type.String(),
  city: Type.String(),
  country: Type.String(),
  phone: Type.String(),
});

/** A refund of a part of an order: units of its lines, delivery, or both. */
export const OrderRefund = Type.Object({
  id: Id,
  amountMinor: MinorUnits,
  taxMinor: Type.Integer({ ...MinorUnits, description: 'What of the amount is tax.' }),
  lines: Type.Array(Type.Object({ skuId: Id, units: Type.Integer() })),
  delivery: Type.Boolean(),
  state: Type.Enum(['asked', 'made', 'failed']),
  askedAt: TimeMs,
  byHand: Type.Boolean({
    description: 'Given back at the payment provider by somebody there: an amount beside the lines.',
  }),
  problem: Type.Union([Type.String(), Type.Null()], { description: 'Why it failed: a refusal code.' }),
  againOf: Type.Union([Id, Type.Null()], { description: 'The one that failed and is tried anew by this one.' }),
});
export type OrderRefund = Static<typeof OrderRefund>;

/** The tax of an order at one rate, rounded once. */
export const TaxLine = Type.Object({
  rateBp: Type.Integer({ description: 'Basis points: 1900 is 19 %.' }),
  netMinor: Type.Integer({
    ...MinorUnits,
    description: 'Goods, less coupons, and delivery at this rate, without the tax.',
  }),
  taxMinor: MinorUnits,
});
export type TaxLine = Static<typeof TaxLine>;

/** What is in the total beside the goods, as it was sold. */
const charges = {
  pickup: Type.Boolean(),
  discountMinor: Type.Integer({ ...MinorUnits, description: 'What coupons took off the goods.' }),
  delivery: Type.Union([OrderDelivery, Type.Null()], {
    description: 'How it goes, as the shop called it then; null for what is fetched.',
  }),
  deliveryMinor: MinorUnits,
  taxes: Type.Array(TaxLine, {
    description: 'One for each rate, the highest first; with their tax they are the total.',
  }),
  taxMinor: MinorUnits,
  taxIncluded: Type.Boolean({ description: 'Whether the prices and the delivery contain the tax.' }),
};

/** What the buyer and the shop's staff see. */
export const Order = Type.Object({
  id: Id,
  shopId: Id,
  roomId: Type.Union([Id, Type.Null()]),
  accountId: AccountId,
  state: OrderState,
  currency: Currency,
  totalMinor: MinorUnits,
  ...charges,
  refundedMinor: Type.Integer({ ...MinorUnits, description: 'What went back: of a refunded order all of it.' }),
  refunds: Type.Array(OrderRefund, { description: 'Those of parts, oldest first.' }),
  lines: Type.Array(OrderLine),
  address: ShownAddress,
  note: Type.String({ description: 'What the buyer wrote to the shop; empty where the address has no door.' }),
  placedAt: TimeMs,
  holdUntil: Type.Union([TimeMs, Type.Null()]),
  paidAt: Type.Union([TimeMs, Type.Null()]),
  paymentProblem: Type.Union([Type.String(), Type.Null()], {
    description: 'Why the last payment failed: a refusal code.',
  }),
});
export type Order = Static<typeof Order>;

export const ordersPerPage = 50;
export const ordersPerPageMax = 100;

export const OrderQuery = Type.Object(
  {
    state: Type.Optional(OrderState),
    search: Type.Optional(
      Type.String({ description: 'Words of number, buyer, place and goods, from two characters; or a whole id.' }),
    ),
    after: Type.Optional(Type.String({ description: 'Where the page before said that it goes on.' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: ordersPerPageMax })),
  },
  closed,
);
export type OrderQuery = Static<typeof OrderQuery>;

export const OrderPage = Type.Object({
  orders: Type.Array(Order),
  next: Type.Union([Type.String(), Type.Null()], { description: 'For `after`; null where there are no more.' }),
});
export type OrderPage = Static<typeof OrderPage>;

/**
 * POST /api/orders/:orderId/pay    -> Order   buyer: tries again to pay a held order
 * POST /api/orders/:orderId/cancel -> Order   buyer while held; merchant while held
 * POST /api/orders/:orderId/refund -> Order   merchant, when paid; the units go back on sale
 * GET  /api/orders -> OrderPage               the buyer's own, newest first, ?state=&search=&after=<next>
 * GET  /api/orders/:orderId -> Order          buyer, staff (host, moderator: no address line, phone; merchant: all)
 * GET  /api/rooms/:roomId/orders -> OrderPage staff of the room's shop
 * GET  /api/rooms/:roomId/sold -> {sold}      staff of the room's shop: what was paid for, by product
 * GET  /api/shops/:shopId/orders -> OrderPage merchant
 */
/** GET /api/orders/:orderId/link -> OrderLink (buyer); GET /api/linked-orders/:orderId?key= -> Order, to whoever has it. */
export const OrderLink = Type.Object({ path: Type.String() });
export type OrderLink = Static<typeof OrderLink>;
/** 32 bytes in base64url. */
export const orderKeyChars = 43;

export const PayOrder = Type.Object({ id: Id, method: Type.Optional(PaymentMethod) }, closed);
export type PayOrder = Static<typeof PayOrder>;
export const OrderAct = Type.Object({ id: Id }, closed);
export type OrderAct = Static<typeof OrderAct>;

export const soldProductsMax = 200;

/** What a show has sold of a product, in all its orders that are paid and not refunded. */
export const Sold = Type.Object({
  productId: Id,
  title: Type.String({ description: 'As it was sold last.' }),
  units: Type.Integer({ minimum: 1 }),
  goodsMinor: Type.Integer({ minimum: 0, description: 'At the prices of the sale, without delivery and added tax.' }),
});
export type Sold = Static<typeof Sold>;

/** GET /api/me/checkout: what two-tap buying remembers. */
export const Checkout = Type.Object({
  address: Type.Union([Address, Type.Null()]),
  method: Type.Union([PaymentMethod, Type.Null()]),
  deliveryId: Type.Union([Id, Type.Null()], { description: 'How the last paid order that was delivered went.' }),
});
export type Checkout = Static<typeof Checkout>;

const OrderBody = { orderId: Id, totalMinor: MinorUnits, currency: Currency };
/** In the staff and person streams: `order.*`. In the room's stream: `product.bought`, without the buyer. */
export const facts = {
  'order.placed': Type.Object({
    ...OrderBody,
    lines: Type.Array(Type.Object({ skuId: Id, productId: Id, quantity: Type.Integer() })),
    holdUntil: TimeMs,
  }),
  'order.paid': Type.Object(OrderBody),
  'order.payment_failed': Type.Object({ orderId: Id, code: Type.String() }),
  'order.cancelled': Type.Object(OrderBody),
  'order.expired': Type.Object(OrderBody),
  'order.part_refunded': Type.Object({
    orderId: Id,
    amountMinor: Type.Integer({
      description: 'Below zero what went back of an order that stays paid; above it what did not arrive after all.',
    }),
    currency: Currency,
  }),
  'order.refunded': Type.Object({
    ...OrderBody,
    amountMinor: Type.Optional(
      Type.Integer({ ...MinorUnits, description: 'What went back now, where parts of it went before.' }),
    ),
  }),
  'product.bought': Type.Object({ productId: Id, quantity: Type.Integer() }),
};
export const fact = factMaker(facts);

export const refusals = {
  order_unknown: 404,
  order_other_shop: 409,
  order_act_impossible: 409,
  address_needed: 422,
  payment_method_needed: 422,
  product_not_for_sale: 409,
  price_changed: 409,
  too_many_unpaid: 409,
  /** details: limit, left */
  purchase_limit: 409,
  total_too_large: 409,
  country_not_served: 409,
  pickup_not_offered: 409,
  delivery_method_unknown: 409,
  /** details: country */
  delivery_method_not_served: 409,
  payment_not_taken: 409,
} as const satisfies RefusalTable;
