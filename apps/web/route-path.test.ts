import { expect, test } from 'vitest';
import { isAt } from './route-path.ts';

test('a path fits an address part by part, whatever its case, with or without a slash at its end', () => {
  expect(isAt('/orders', '/orders')).toBe(true);
  expect(isAt('/orders', '/Orders/')).toBe(true);
  expect(isAt('/orders', '/orders/more')).toBe(false);
  expect(isAt('/', '/')).toBe(true);
  expect(isAt('/', '/orders')).toBe(false);
});

test('a parameter is any part, and one that may be left out is any or none', () => {
  expect(isAt('/rooms/:roomId', '/rooms/a-b')).toBe(true);
  expect(isAt('/rooms/:roomId', '/rooms')).toBe(false);
  expect(isAt('/setup/:shopId/:step', '/setup/s')).toBe(false);
  expect(isAt('/merchant/settings/:step?', '/merchant/settings')).toBe(true);
  expect(isAt('/merchant/settings/:step?', '/merchant/settings/tax')).toBe(true);
  expect(isAt('/merchant/settings/:step?', '/merchant/settings/tax/more')).toBe(false);
});
