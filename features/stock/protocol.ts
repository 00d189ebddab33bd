import { type Static, Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { closed, Id, Text, TimeMs } from '../../platform/kit/schema.ts';

/** As many as a SKU may have on hand. */
export const unitsMax = 1_000_000;
export const noteCharsMax = 200;
/** Entries of one journal that are read, the newest. */
export const journalEntriesMax = 200;

export const adjustmentReasons = ['received', 'damaged', 'lost', 'returned', 'other'] as const;
export type AdjustmentReason = (typeof adjustmentReasons)[number];
/** `counted` is written by setting the units on hand: what a count found more or fewer. */
export type JournalReason = AdjustmentReason | 'counted';

/** POST /api/skus/:skuId/adjustments -> Journal (merchant). Units that come are positive, units that go negative. */
export const Adjustment = Type.Object(
  {
    id: Id,
    units: Type.Union([
      Type.Integer({ minimum: 1, maximum: unitsMax }),
      Type.Integer({ minimum: -unitsMax, maximum: -1 }),
    ]),
    reason: Type.Enum([...adjustmentReasons]),
    note: Text(noteCharsMax, 0),
  },
  closed,
);
export type Adjustment = Static<typeof Adjustment>;

/** GET /api/skus/:skuId/journal -> Journal (merchant): the newest first. The units of all entries less `sold` are on hand. */
export const Journal = Type.Object({
  onHand: Type.Integer({ minimum: 0 }),
  held: Type.Integer({ minimum: 0, description: 'Of those on hand, for orders that are not paid yet.' }),
  turned: Type.Integer({ minimum: 0, description: 'Of those on hand, for people of the waitlist whose turn it is.' }),
  sold: Type.Integer({ description: 'Units that left through orders, less those that came back.' }),
  entries: Type.Array(
    Type.Object({
      id: Id,
      at: TimeMs,
      by: Type.Union([Type.String(), Type.Null()], { description: 'The name; null where it was not a person.' }),
      units: Type.Integer(),
      reason: Type.Enum([...adjustmentReasons, 'counted']),
      note: Type.String(),
    }),
  ),
});
export type Journal = Static<typeof Journal>;

/** Told to every room that has the product in its bag; one a SKU and batch. */
export const facts = {
  'stock.changed': Type.Object({ skuId: Id, left: Type.Integer({ minimum: 0 }) }),
};
export const fact = factMaker(facts);

export const refusals = {
  sold_out: 409,
  /** details: left */
  not_enough_left: 409,
  stock_below_held: 409,
  stock_too_large: 422,
  adjustment_wrong_way: 422,
  note_needed: 422,
} as const satisfies RefusalTable;
