import { useMe } from '../../../../features/accounts/web/use-me.ts';
import { usePinnedCoupon } from '../../../../features/coupons/web/use-pinned-coupon.ts';
import { useLater } from '../../../../platform/ui/use-later.ts';

const loadCard = async () => (await import('../../../../features/coupons/web/coupon-card.tsx')).CouponCard;

/** The coupon that the host shows; loaded with the first that a room is told of. */
export function CouponNote({ onNameNeeded }: { onNameNeeded(): void }) {
  const coupon = usePinnedCoupon();
  const named = useMe().data?.name != null;
  const CouponCard = useLater(coupon !== null, loadCard).part;
  return CouponCard && coupon ? <CouponCard coupon={coupon} named={named} onNameNeeded={onNameNeeded} /> : null;
}
