import { Type } from 'typebox';
import { factMaker } from '../../platform/kit/fact.ts';
import type { RefusalTable } from '../../platform/kit/refusal.ts';
import { Id } from '../../platform/kit/schema.ts';

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
} as const satisfies RefusalTable;
