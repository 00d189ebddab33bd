import { expect, test } from 'vitest';
import { quantityMax } from '../orders/protocol.ts';
import { mergeCarts, putIn } from './cart.ts';
import { parseKept } from './kept-cart.ts';
import { type CartWish, cartLinesMax } from './protocol.ts';

const line = (skuId: string, quantity = 1, roomId: string | null = 'room', shownMinor = 100): CartWish => ({
  ...{ skuId, roomId, quantity, shownMinor, shownInDeal: false },
});
const full = Array.from({ length: cartLinesMax }, (_, index) => line(`sku-${index}`));

test('[Z2] the same from the same room becomes more, at the price that was shown last; from another room it is a line of its own', () => {
  expect(putIn([line('a', 2)], line('a', 3, 'room', 90))).toEqual(line('a', 5, 'room', 90));
  expect(putIn([line('a', 2)], line('a', 3, 'other'))).toEqual(line('a', 3, 'other'));
});

test('[Z3] so many lines, and so many of one', () => {
  expect(putIn(full, line('b'))).toEqual({ refused: 'cart_full', details: { max: cartLinesMax } });
  expect(putIn(full, line('sku-3', 4))).toEqual(line('sku-3', 5));
  expect(putIn([line('a', quantityMax)], line('a'))).toEqual({
    refused: 'cart_line_full',
    details: { max: quantityMax },
  });
});

test('[Z4] two carts become one: the larger quantity, and as much as fits; to bring the same twice changes nothing', () => {
  const merged = mergeCarts([line('a', 2), line('b', 5)], [line('a', 3), line('b', 1), line('c')]);
  expect(merged).toEqual([line('a', 3), line('b', 5), line('c')]);
  expect(mergeCarts(merged, [line('a', 3), line('b', 1), line('c')])).toEqual(merged);
  expect(mergeCarts(full, [line('b')])).toEqual(full);
});

test('[Z4] what a browser kept may be old or altered: only known values count', () => {
  const good = line('00000000-0000-4000-8000-000000000001', 2, null);
  const nothing = { lines: [], bringing: null };
  for (const text of [null, '', '{', '[]', '7', '{"lines":{"a":1}}']) expect(parseKept(text)).toEqual(nothing);
  const bad = [{ ...good, quantity: 0 }, { ...good, skuId: 'x' }, { ...good, shownMinor: '1' }, null, 3];
  expect(parseKept(JSON.stringify({ lines: [...bad, good] }))).toEqual({ lines: [good], bringing: null });
});
