import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { decideAdjustment, directions, unexplainedUnits } from './journal.ts';
import { adjustmentReasons, unitsMax } from './protocol.ts';

const stock = { onHand: 10, held: 3 };

test('[S9] units come or go as their reason says', () => {
  for (const reason of adjustmentReasons) {
    for (const units of [-2, 2]) {
      const decision = decideAdjustment(stock, { units, reason, note: 'why' });
      const fits = directions[reason] === 0 || Math.sign(units) === directions[reason];
      expect(decision).toEqual(fits ? { onHand: 10 + units } : { refused: 'adjustment_wrong_way' });
    }
  }
});

test('[S9] another reason is told in a note', () => {
  expect(decideAdjustment(stock, { units: 1, reason: 'other', note: ' ' })).toEqual({ refused: 'note_needed' });
  expect(decideAdjustment(stock, { units: 1, reason: 'received', note: '' })).toEqual({ onHand: 11 });
});

test('[S2] [S9] what is held for buyers cannot be lost, and nobody has more than the most', () => {
  expect(decideAdjustment(stock, { units: -7, reason: 'lost', note: '' })).toEqual({ onHand: 3 });
  expect(decideAdjustment(stock, { units: -8, reason: 'lost', note: '' })).toEqual({
    ...{ refused: 'stock_below_held', details: { held: 3 } },
  });
  expect(decideAdjustment(stock, { units: unitsMax, reason: 'received', note: '' })).toMatchObject({
    refused: 'stock_too_large',
  });
});

test('[S12] whatever is adjusted and sold, the journal and the orders explain every unit', () => {
  const act = fc.oneof(
    fc.record({ units: fc.integer({ min: -9, max: 9 }), reason: fc.constantFrom(...adjustmentReasons) }),
    fc.record({ sold: fc.integer({ min: -3, max: 3 }) }),
  );
  fc.assert(
    fc.property(fc.nat(20), fc.array(act), (first, acts) => {
      const now = { onHand: first, held: 0, sold: 0 };
      const journal = [{ units: first }];
      for (const one of acts) {
        if ('sold' in one) {
          if (one.sold > now.onHand) continue;
          now.onHand -= one.sold;
          now.sold += one.sold;
        } else {
          const decision = decideAdjustment(now, { ...one, note: 'why' });
          if (isRefusal(decision)) continue;
          now.onHand = decision.onHand;
          journal.push({ units: one.units });
        }
      }
      expect(unexplainedUnits(now, journal)).toBe(0);
      expect(unexplainedUnits({ ...now, onHand: now.onHand + 1 }, journal)).toBe(1);
    }),
  );
});
