import { useStreamPart } from '../../../platform/ui/use-room.tsx';
import type { CouponView } from '../coupons-view.ts';

/** The coupon that the room shows now. */
export function usePinnedCoupon() {
  return useStreamPart<CouponView>('room', 'coupons').pinned;
}
