import { expect, test } from 'vitest';
import { couponState } from './coupon-state.ts';

test('[K47] a coupon runs until all are claimed, and is over from its end on, whatever was claimed', () => {
  const coupon = { endsAt: 100, claimed: 0, quota: 2 };
  expect(couponState(coupon, 99)).toBe('runs');
  expect(couponState({ ...coupon, claimed: 2 }, 99)).toBe('allClaimed');
  expect(couponState({ ...coupon, claimed: 2 }, 100)).toBe('over');
  expect(couponState(coupon, 100)).toBe('over');
  expect(couponState({ ...coupon, endsAt: null }, 1e15)).toBe('runs');
});
