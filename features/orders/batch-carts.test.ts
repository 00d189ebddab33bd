import { expect, test } from 'vitest';
import { BatchCarts } from './batch-carts.ts';

const buying = (units: readonly number[], more: object = {}) => ({
  ...{ accountId: 'vera', roomId: 'room', cart: true },
  ...{ lines: units.map((quantity) => ({ skuId: 'a', quantity })), ...more },
});
const lying = () => new BatchCarts([{ accountId: 'vera', roomId: 'room', skuId: 'a', quantity: 3 }]);
const missing = { refused: 'cart_changed' };

test('[O45] only what lies in this cart, from this room, can be bought out of it', () => {
  const carts = lying();
  expect(carts.missing(buying([3]))).toBeNull();
  expect(carts.missing(buying([1, 2]))).toBeNull();
  expect(carts.missing(buying([2, 2]))).toEqual(missing);
  expect(carts.missing(buying([1], { roomId: null }))).toEqual(missing);
  expect(carts.missing(buying([1], { accountId: 'wen' }))).toEqual(missing);
  expect(carts.missing(buying([9], { cart: false }))).toBeNull();
});

test('[O45] what one order of a batch takes out is not there for the next', () => {
  const carts = lying();
  carts.take(buying([2]));
  carts.take(buying([9], { cart: false }));
  expect(carts.missing(buying([1]))).toBeNull();
  expect(carts.missing(buying([2]))).toEqual(missing);
});
