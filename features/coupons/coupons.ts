import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { CouponOff, MakeOffer, OfferState } from './protocol.ts';

export interface CouponTerms {
  readonly id: string;
  readonly shopId: string;
  readonly off: CouponOff;
  readonly minimumMinor: number;
  readonly productIds: readonly string[];
  readonly quota: number;
  readonly perPerson: number;
  readonly liveOnly: boolean;
  readonly stacks: boolean;
  readonly endsAt: number | null;
}

/** One that somebody holds and has not used. */
export interface HeldClaim<C extends CouponTerms = CouponTerms> {
  readonly id: string;
  readonly coupon: C;
}

export function isOver({ endsAt }: Pick<CouponTerms, 'endsAt'>, now: number): boolean {
  return endsAt !== null && now >= endsAt;
}

/** What has become of a host's offer; one that an order uses is used, whatever the time. [K41] */
export function offerState(offer: { readonly used: boolean; readonly endsAt: number | null }, now: number): OfferState {
  if (offer.used) return 'used';
  return isOver(offer, now) ? 'over' : 'open';
}

/** By exactly one of an account and a line that was said. [K40] */
export function namesOnePerson({ accountId, lineId }: Pick<MakeOffer, 'accountId' | 'lineId'>): boolean {
  return (accountId === undefined) !== (lineId === undefined);
}

/** Whether one more may be claimed. [K3] */
export function checkClaim(
  coupon: CouponTerms & { readonly claimed: number },
  ofPerson: number,
  now: number,
): Refusal | null {
  if (isOver(coupon, now)) return refuse('coupon_over');
  if (ofPerson >= coupon.perPerson) return refuse('coupon_share_claimed', { max: coupon.perPerson });
  return coupon.claimed >= coupon.quota ? refuse('coupon_all_claimed') : null;
}

export interface Goods {
  readonly shopId: string;
  readonly roomId: string | null;
  /** What each product's lines come to, at the prices that are charged: a deal's too. */
  readonly lines: readonly { readonly productId: string; readonly totalMinor: number }[];
}

export interface UsedClaim {
  readonly claimId: string;
  readonly couponId: string;
  readonly offMinor: number;
}

/** Why a coupon that somebody holds takes nothing off. */
export type Unused = 'minimum' | 'scope' | 'live_only' | 'over' | 'does_not_stack';

export interface Applied {
  readonly offMinor: number;
  readonly used: readonly UsedClaim[];
  readonly unused: readonly { readonly claimId: string; readonly why: Unused }[];
}

/**
 * The coupons that take most off, and why the others do not. [K5] One of each coupon at most. Those that stack count
 * together, the larger first, each on what the ones before it left; one that does not stands alone. Whichever way takes
 * more off is taken; at the same sum the fewer coupons are used up, then those of the smaller id.
 */
export function applyCoupons(goods: Goods, claims: readonly HeldClaim[], now: number): Applied {
  const unused: { claimId: string; why: Unused }[] = [];
  const fitting: HeldClaim[] = [];
  for (const claim of oneOfEach(claims)) {
    const why = whyNot(goods, claim.coupon, now);
    if (why === null) fitting.push(claim);
    else unused.push({ claimId: claim.id, why });
  }
  const ways = fitting.filter(({ coupon }) => !coupon.stacks).map((claim) => takeOff(goods, [claim]));
  ways.push(
    takeOff(
      goods,
      fitting.filter(({ coupon }) => coupon.stacks),
    ),
  );
  const best = ways.reduce((one, other) => (isBetter(other, one) ? other : one));
  const taken = new Set(best.map(({ claimId }) => claimId));
  for (const { id } of fitting) if (!taken.has(id)) unused.push({ claimId: id, why: 'does_not_stack' });
  return { offMinor: sumOf(best), used: best, unused };
}

function oneOfEach(claims: readonly HeldClaim[]): HeldClaim[] {
  const byCoupon = new Map<string, HeldClaim>();
  for (const claim of [...claims].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (!byCoupon.has(claim.coupon.id)) byCoupon.set(claim.coupon.id, claim);
  }
  return [...byCoupon.values()];
}

function whyNot(goods: Goods, coupon: CouponTerms, now: number): Unused | null {
  if (isOver(coupon, now)) return 'over';
  if (coupon.liveOnly && goods.roomId === null) return 'live_only';
  const within = goods.lines.filter(({ productId }) => isFor(coupon, productId));
  if (coupon.shopId !== goods.shopId || within.length === 0) return 'scope';
  return within.reduce((sum, { totalMinor }) => sum + totalMinor, 0) < coupon.minimumMinor ? 'minimum' : null;
}

function isFor({ productIds }: CouponTerms, productId: string): boolean {
  return productIds.length === 0 || productIds.includes(productId);
}

/** Each in turn on what is left of the lines that it is for, in the order of what it takes off the whole. */
function takeOff(goods: Goods, claims: readonly HeldClaim[]): UsedClaim[] {
  const alone = (claim: HeldClaim) => offOf(claim.coupon, goods.lines).offMinor;
  const sorted = [...claims].sort((a, b) => alone(b) - alone(a) || (a.id < b.id ? -1 : 1));
  let lines = goods.lines;
  return sorted.flatMap(({ id, coupon }) => {
    const { offMinor, left } = offOf(coupon, lines);
    lines = left;
    return offMinor === 0 ? [] : [{ claimId: id, couponId: coupon.id, offMinor }];
  });
}

/** A percentage is rounded down, in the shop's favour by less than one minor unit; an amount takes no more than is there. */
function offOf(coupon: CouponTerms, lines: Goods['lines']): { offMinor: number; left: Goods['lines'] } {
  const there = lines.reduce((sum, { productId, totalMinor }) => sum + (isFor(coupon, productId) ? totalMinor : 0), 0);
  const offMinor =
    'percentOff' in coupon.off
      ? Math.floor((there * coupon.off.percentOff) / 100)
      : Math.min(coupon.off.amountMinor, there);
  let rest = offMinor;
  const left = lines.map((line) => {
    if (!isFor(coupon, line.productId)) return line;
    const taken = Math.min(rest, line.totalMinor);
    rest -= taken;
    return { ...line, totalMinor: line.totalMinor - taken };
  });
  return { offMinor, left };
}

function isBetter(one: readonly UsedClaim[], other: readonly UsedClaim[]): boolean {
  const more = sumOf(one) - sumOf(other);
  if (more !== 0) return more > 0;
  if (one.length !== other.length) return one.length < other.length;
  return one.map(({ claimId }) => claimId).join() < other.map(({ claimId }) => claimId).join();
}

function sumOf(used: readonly UsedClaim[]): number {
  return used.reduce((sum, { offMinor }) => sum + offMinor, 0);
}
