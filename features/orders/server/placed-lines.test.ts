import { expect, test } from 'vitest';
import type { NewOrder } from '../purchase.ts';
import { createPlacedLines, ordersMax } from './placed-lines.ts';

const order = (id: string) => ({ id, lines: [{ skuId: id }] }) as unknown as NewOrder;

test('[O85] lines of the orders placed last are known, and of no more than can wait', () => {
  const { lines, remember } = createPlacedLines();
  remember([order('first'), order('second')]);
  expect(lines.get('first')).toEqual([{ skuId: 'first' }]);
  remember(Array.from({ length: ordersMax - 1 }, (_, index) => order(`of a rush ${index}`)));
  expect([lines.size, lines.has('first'), lines.has('second')]).toEqual([ordersMax, false, true]);
});
