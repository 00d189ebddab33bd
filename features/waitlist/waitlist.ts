import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { placesPerAccountMax, placesPerSkuMax } from './protocol.ts';

/** Somebody in line, without a turn yet. */
export interface Waiting {
  readonly id: string;
  readonly skuId: string;
  readonly accountId: string;
  readonly quantity: number;
}

export interface Offer extends Waiting {
  readonly units: number;
}

/** Who gets what of the free units: in order of the line, each as much as wanted or as there is. [W3] */
export function decideOffers(line: readonly Waiting[], free: number): Offer[] {
  let left = free;
  const offers: Offer[] = [];
  for (const waiting of line) {
    const units = Math.min(waiting.quantity, left);
    if (units <= 0) break;
    offers.push({ ...waiting, units });
    left -= units;
  }
  return offers;
}

export interface JoinState {
  /** Units that anybody can buy now. */
  readonly left: number;
  readonly forSale: boolean;
  readonly joined: boolean;
  /** Places that there are for this SKU, and that the account has. */
  readonly ofSku: number;
  readonly ofAccount: number;
  /** Null for no limit; else what is left of it for this buyer. */
  readonly limit: { readonly max: number; readonly left: number } | null;
}

/** Why somebody may not wait for it. [W1] */
export function checkJoin(state: JoinState, quantity: number): Refusal | null {
  const { left, forSale, joined, ofSku, ofAccount, limit } = state;
  if (!forSale) return refuse('product_not_for_sale');
  if (joined) return refuse('waitlist_joined');
  if (left > 0) return refuse('waitlist_not_sold_out', { left });
  if (limit && quantity > limit.left) return refuse('purchase_limit', { limit: limit.max, left: limit.left });
  if (ofSku >= placesPerSkuMax) return refuse('waitlist_full');
  return ofAccount >= placesPerAccountMax ? refuse('waitlist_places_full', { max: placesPerAccountMax }) : null;
}

/** A turn counts until its time, whether or not the sweeper came by. [W4] */
export function isTurn<T extends { readonly units: number | null; readonly until: number | null }>(
  place: T,
  now: number,
): place is T & { readonly units: number; readonly until: number } {
  return place.units !== null && place.until !== null && place.until > now;
}
