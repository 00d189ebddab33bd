import { isOver } from './coupons.ts';
import type { Coupon } from './protocol.ts';

export type CouponState = 'runs' | 'allClaimed' | 'over';

/** How a coupon stands. One that is all claimed may still be used. [K47] */
export function couponState(coupon: Pick<Coupon, 'endsAt' | 'claimed' | 'quota'>, now: number): CouponState {
  if (isOver(coupon, now)) return 'over';
  return coupon.claimed >= coupon.quota ? 'allClaimed' : 'runs';
}
