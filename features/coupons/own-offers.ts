import { isOver } from './coupons.ts';
import type { Claim, Coupon } from './protocol.ts';

/** One offer as its person sees it on this page. */
export interface OwnOffer {
  readonly coupon: Coupon;
  /** An order uses it. */
  readonly used: boolean;
}

/**
 * What a page shows of the offers that somebody holds: those that hold when they are first seen, the newest first. One
 * that was seen and is held no more is used by an order; one that is over stays as such until it is put away. [K42]
 */
export function ownOffers(seen: readonly OwnOffer[], held: readonly Claim[], now: number): readonly OwnOffer[] {
  const personal = held.map(({ coupon }) => coupon).filter((coupon) => coupon.personal);
  const known = seen.map(({ coupon, used }): OwnOffer => {
    const still = personal.find(({ id }) => id === coupon.id);
    // After its end nobody can use it: what goes then is only told no more. [K46]
    return still ? { coupon: still, used: false } : { coupon, used: used || !isOver(coupon, now) };
  });
  const ids = new Set(seen.map(({ coupon }) => coupon.id));
  const fresh = personal.filter((coupon) => !ids.has(coupon.id) && !isOver(coupon, now));
  return [...fresh.map((coupon): OwnOffer => ({ coupon, used: false })), ...known];
}
