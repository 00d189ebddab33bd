import { applyCoupons, type CouponTerms, type UsedClaim } from '../coupons/coupons.ts';
import type { OrderLine } from './protocol.ts';

/** A coupon that one of the batch's buyers holds and has not used. */
export interface ClaimNow {
  readonly id: string;
  readonly accountId: string;
  readonly coupon: CouponTerms;
}

interface Buying {
  readonly shopId: string;
  readonly roomId: string | null;
  readonly accountId: string;
  readonly lines: readonly Pick<OrderLine, 'productId' | 'priceMinor' | 'quantity'>[];
}

/** What is in the buyers' hands while a batch is decided: what one order uses is not there for the next. */
export class BatchCoupons {
  readonly #now: number;
  readonly #held: Map<string, ClaimNow[]>;

  constructor(claims: readonly ClaimNow[], now: number) {
    this.#now = now;
    this.#held = Map.groupBy(claims, ({ accountId }) => accountId);
  }

  /** What is taken off the goods of this order, and by which of them. [O40] */
  apply({ shopId, roomId, accountId, lines }: Buying): { offMinor: number; used: readonly UsedClaim[] } {
    const held = this.#held.get(accountId);
    if (!held || held.length === 0) return { offMinor: 0, used: [] };
    const totals = lines.map(({ productId, priceMinor, quantity }) => ({
      productId,
      totalMinor: priceMinor * quantity,
    }));
    return applyCoupons({ shopId, roomId, lines: totals }, held, this.#now);
  }

  take(accountId: string, used: readonly UsedClaim[]): void {
    if (used.length === 0) return;
    const ids = new Set(used.map(({ claimId }) => claimId));
    this.#held.set(
      accountId,
      this.#held.get(accountId)!.filter(({ id }) => !ids.has(id)),
    );
  }
}
