import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { Adjustment } from './protocol.ts';
import { unitsMax } from './protocol.ts';
import type { Stock } from './stock.ts';

/** Whether units come or go for a reason; `other` may do both. */
export const directions = { received: 1, returned: 1, damaged: -1, lost: -1, other: 0 } as const;

/** The units on hand after an adjustment, or why not. */
export function decideAdjustment(
  { onHand, held }: Pick<Stock, 'onHand' | 'held'>,
  { units, reason, note }: Omit<Adjustment, 'id'>,
): { readonly onHand: number } | Refusal {
  if (directions[reason] * units < 0) return refuse('adjustment_wrong_way');
  if (reason === 'other' && note.trim() === '') return refuse('note_needed');
  const after = onHand + units;
  if (after < held) return refuse('stock_below_held', { held });
  return after > unitsMax ? refuse('stock_too_large', { most: unitsMax }) : { onHand: after };
}

/** What neither the journal nor the orders explain of the units on hand: nothing, always. [S12] */
export function unexplainedUnits(
  stock: { readonly onHand: number; readonly sold: number },
  journal: readonly { readonly units: number }[],
): number {
  const noted = journal.reduce((sum, { units }) => sum + units, 0);
  return stock.onHand - (noted - stock.sold);
}
