import type { Fold } from '../../platform/kit/fact.ts';
import type { Coupon } from './protocol.ts';

/** The coupon that the room shows. */
export interface CouponView {
  readonly pinned: Coupon | null;
}

export const couponFold: Fold<CouponView> = {
  initial: { pinned: null },
  apply(view, { kind, body }) {
    if (kind === 'coupon.pinned') return { pinned: body.coupon as Coupon };
    if (kind === 'coupon.unpinned') return { pinned: null };
    if (kind !== 'coupon.claimed' || view.pinned?.id !== body.couponId) return view;
    return { pinned: { ...view.pinned!, claimed: body.claimed as number } };
  },
};
