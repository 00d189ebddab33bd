import '../../later-texts.ts';

export { CouponCard } from '../../../../features/coupons/web/coupon-card.tsx';
export { OwnOffers } from './own-offers.tsx';
