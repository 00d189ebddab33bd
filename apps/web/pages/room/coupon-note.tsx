import { useMe } from '../../../../features/accounts/web/use-me.ts';
import type { Product } from '../../../../features/catalog/protocol.ts';
import { usePinnedCoupon } from '../../../../features/coupons/web/use-pinned-coupon.ts';
import { useLater } from '../../../../platform/ui/use-later.ts';

const loadCard = async () => (await import('./later-coupons.ts')).CouponCard;

interface CouponNoteProps {
  products: readonly Product[];
  onNameNeeded(): void;
}

/** The coupon that the host shows; loaded with the first that a room is told of. */
export function CouponNote({ products, onNameNeeded }: CouponNoteProps) {
  const coupon = usePinnedCoupon();
  const named = useMe().data?.name != null;
  const CouponCard = useLater(coupon !== null, loadCard).part;
  return CouponCard && coupon ? <CouponCard {...{ coupon, products, named, onNameNeeded }} /> : null;
}
