import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leftOf, type StockChange, sumChanges, toHold, toPutBack, toRelease, toSell } from './stock.ts';
import { stockFold } from './stock-view.ts';

test('[S1] what is left is what is on hand less what is held', () => {
  expect(leftOf({ onHand: 10, held: 3 })).toBe(7);
});

test('[S3] holding lowers what is left, selling what was held does not, releasing and putting back raise it', () => {
  const left = (change: { onHand: number; held: number }) => change.onHand - change.held;
  expect(left(toHold('a', 2))).toBe(-2);
  expect(left(toSell('a', 2))).toBe(0);
  expect(left(toRelease('a', 2))).toBe(2);
  expect(left(toPutBack('a', 2))).toBe(2);
});

test('[S4] changes of a batch become one a SKU, sorted by id, and their sum stays the same', () => {
  const change = fc.record({
    skuId: fc.constantFrom<string>('a', 'b', 'c'),
    onHand: fc.integer({ min: -9, max: 9 }),
    held: fc.integer({ min: -9, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(change), (changes: StockChange[]) => {
      const summed = sumChanges(changes);
      const ids = summed.map((one) => one.skuId);
      expect(ids).toEqual([...new Set(ids)].sort());
      const total = (list: StockChange[]) => list.reduce((sum, one) => sum + one.onHand * 1000 + one.held, 0);
      expect(total(summed)).toBe(total(changes));
    }),
  );
});

test('[S6] the view keeps the units left by SKU, and is the same object when nothing changes', () => {
  const fact = (number: number, left: number) => ({ number, at: 0, kind: 'stock.changed', body: { skuId: 'a', left } });
  const once = stockFold.apply(stockFold.initial, fact(1, 4));
  expect(once).toEqual({ a: 4 });
  expect(stockFold.apply(once, fact(2, 4))).toBe(once);
  expect(stockFold.apply(once, fact(3, 0))).toEqual({ a: 0 });
  expect(stockFold.apply(once, { number: 4, at: 0, kind: 'room.live', body: {} })).toBe(once);
});
