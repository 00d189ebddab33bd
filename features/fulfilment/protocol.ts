import { type Static, Type } from 'typebox';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { Currency, closed, Id, Lines, MinorUnits, Text, TimeMs } from '../../platform/kit/schema.ts';
import { linesMax, Order, quantityMax, ShownAddress } from '../orders/protocol.ts';

export const carrierCharsMax = 60;
export const numberCharsMax = 60;
export const refundReasonCharsMax = 200;
export const returnNoteCharsMax = 300;
/** Orders on one packing list: as many as somebody packs before looking again. */
export const packingOrdersMax = 200;
/** Orders whose fulfilment is asked for at once: a page of them. */
export const askedOrdersMax = 50;
export const openReturnsMax = 100;
/** Whoever was declined may ask again, and not for ever. */
export const returnsPerOrderMax = 10;

export const returnReasons = ['unwanted', 'unfit', 'unlike', 'damaged', 'wrong', 'late', 'other'] as const;
export type ReturnReason = (typeof returnReasons)[number];

const UnitLines = Type.Array(
  Type.Object({ skuId: Id, units: Type.Integer({ minimum: 1, maximum: quantityMax }) }, closed),
  { maxItems: linesMax },
);

/**
 * GET  /api/shops/:shopId/packing        -> {orders}   merchant: paid and not sent, the oldest first
 * GET  /api/shops/:shopId/returns        -> {returns}  merchant: those that wait for an answer, the oldest first
 * GET  /api/fulfilment?orderIds=a,b      -> {orders}   of these the buyer's own, and a merchant's
 * POST /api/orders/:id/parcel            -> Fulfilment merchant
 * POST /api/orders/:id/part-refund       -> PartRefund merchant
 * POST /api/part-refunds/:id/again       -> PartRefund merchant: of one that failed
 * POST /api/orders/:id/returns           -> Fulfilment buyer
 * POST /api/returns/:id/accept           -> Fulfilment merchant: begins the refund
 * POST /api/returns/:id/decline          -> Fulfilment merchant
 */
export const SendOrder = Type.Union([
  Type.Object(
    { id: Id, step: Type.Literal('shipped'), carrier: Text(carrierCharsMax), number: Text(numberCharsMax, 0) },
    closed,
  ),
  Type.Object({ id: Id, step: Type.Enum(['ready', 'handed_over']) }, closed),
]);
export type SendOrder = Static<typeof SendOrder>;

export const RefundPart = Type.Object(
  {
    id: Id,
    lines: UnitLines,
    delivery: Type.Boolean(),
    restock: Type.Boolean({ description: 'Whether the units are on sale again.' }),
    reason: Text(refundReasonCharsMax, 0),
  },
  closed,
);
export type RefundPart = Static<typeof RefundPart>;

export const RefundAgain = Type.Object({ id: Id }, closed);
export type RefundAgain = Static<typeof RefundAgain>;

export const AskReturn = Type.Object(
  {
    id: Id,
    lines: Type.Array(UnitLines.items, { minItems: 1, maxItems: linesMax }),
    reason: Type.Enum([...returnReasons]),
    note: Lines(returnNoteCharsMax),
  },
  closed,
);
export type AskReturn = Static<typeof AskReturn>;

export const AcceptReturn = Type.Object({ id: Id, restock: Type.Boolean() }, closed);
export type AcceptReturn = Static<typeof AcceptReturn>;
export const DeclineReturn = Type.Object({ id: Id, text: Text(returnNoteCharsMax) }, closed);
export type DeclineReturn = Static<typeof DeclineReturn>;

export const Parcel = Type.Object({
  state: Type.Enum(['ready', 'sent']),
  carrier: Type.String(),
  number: Type.String(),
  at: TimeMs,
});
export type Parcel = Static<typeof Parcel>;

export const Return = Type.Object({
  id: Id,
  orderId: Id,
  lines: UnitLines,
  reason: Type.Enum([...returnReasons]),
  note: Type.String(),
  state: Type.Enum(['asked', 'accepted', 'declined']),
  answer: Type.String(),
  askedAt: TimeMs,
  decidedAt: Type.Union([TimeMs, Type.Null()]),
});
export type Return = Static<typeof Return>;

export const RefundAsk = Type.Object({
  refundId: Id,
  by: Type.Union([Type.String(), Type.Null()], { description: 'The name; null of an account that is gone.' }),
  at: TimeMs,
  again: Type.Boolean({ description: 'After one that had failed.' }),
  ofPart: Type.Boolean({ description: 'False for a refund of all that was left.' }),
});
export type RefundAsk = Static<typeof RefundAsk>;

export const Fulfilment = Type.Object({
  orderId: Id,
  parcel: Type.Union([Parcel, Type.Null()]),
  returns: Type.Array(Return),
  refundAsks: Type.Array(RefundAsk, { description: 'Who asked for refunds, oldest first; only a merchant is told.' }),
});
export type Fulfilment = Static<typeof Fulfilment>;

/** How the refund of a part stands: `asked` where the provider has not answered yet. */
export const PartRefund = Type.Object({
  id: Id,
  orderId: Id,
  amountMinor: MinorUnits,
  currency: Currency,
  state: Type.Enum(['asked', 'made', 'failed']),
});
export type PartRefund = Static<typeof PartRefund>;

export const PackedOrder = Type.Object({
  id: Id,
  pickup: Type.Boolean(),
  delivery: Order.properties.delivery,
  ready: Type.Boolean(),
  note: Type.String(),
  paidAt: TimeMs,
  address: ShownAddress,
  lines: Type.Array(
    Type.Object({
      skuId: Id,
      title: Type.String(),
      skuName: Type.String(),
      code: Type.String({ description: 'The shop’s own number of the SKU; empty for none.' }),
      units: Type.Integer(),
    }),
  ),
});
export type PackedOrder = Static<typeof PackedOrder>;

export const refusals = {
  /** details: left */
  refund_beyond_order: 409,
  refund_of_nothing: 409,
  refund_under_way: 409,
  refund_unknown: 404,
  /** Less is left of what was paid: some was given back at the provider. */
  refund_beyond_paid: 409,
  return_unknown: 404,
  return_open: 409,
  return_too_often: 409,
  return_decided: 409,
  /** details: left */
  return_beyond_order: 409,
  order_not_to_send: 409,
} as const satisfies RefusalTable;
