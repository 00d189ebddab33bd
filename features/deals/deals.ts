import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { type DealOff, percentOffMax, percentOffMin } from './protocol.ts';

export interface DealTerms {
  readonly id: string;
  readonly roomId: string;
  readonly productId: string;
  readonly off: DealOff;
  readonly units: number;
  readonly perBuyer: number;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly taken: number;
}

export const dealPhases = ['prepared', 'announced', 'running', 'over'] as const;
export type DealPhase = (typeof dealPhases)[number];

/** Judged from the times alone: nothing has to happen for a deal to start or to end. [D2] */
export function phaseOf({ startsAt, endsAt }: Pick<DealTerms, 'startsAt' | 'endsAt'>, now: number): DealPhase {
  if (startsAt === null || endsAt === null) return 'prepared';
  if (now >= endsAt) return 'over';
  return now < startsAt ? 'announced' : 'running';
}

/** What a unit costs in the deal, in minor units; half a unit is rounded up. Never more than without the deal. [D4] */
export function dealPriceMinor(off: DealOff, regularMinor: number): number {
  if ('priceMinor' in off) return Math.min(off.priceMinor, regularMinor);
  return Math.round((regularMinor * (100 - off.percentOff)) / 100);
}

/** A price is as far below that of each variant as a percentage may be. [D5] */
export function checkOff(off: DealOff, pricesMinor: readonly number[]): Refusal | null {
  if ('percentOff' in off) return null;
  const least = Math.max(...pricesMinor.map((price) => Math.ceil((price * (100 - percentOffMax)) / 100)));
  const most = Math.min(...pricesMinor.map((price) => Math.floor((price * (100 - percentOffMin)) / 100)));
  return off.priceMinor >= least && off.priceMinor <= most ? null : refuse('deal_price_off_limits', { least, most });
}

export interface Announcing {
  readonly deal: DealTerms & { readonly countdownSeconds: number; readonly runSeconds: number };
  /** Every deal of the room. */
  readonly others: readonly DealTerms[];
  readonly roomLive: boolean;
  /** Of the variants that are for sale; empty when the product is not in the bag. */
  readonly pricesMinor: readonly number[];
}

/** The times of a deal that is announced now. */
export function decideAnnounce(
  { deal, others, roomLive, pricesMinor }: Announcing,
  now: number,
): { readonly startsAt: number; readonly endsAt: number } | Refusal {
  if (phaseOf(deal, now) !== 'prepared') return refuse('deal_act_impossible');
  if (!roomLive) return refuse('deal_room_not_live');
  if (pricesMinor.length === 0) return refuse('deal_product_not_in_bag');
  const wrong = checkOff(deal.off, pricesMinor);
  if (wrong) return wrong;
  const inTheWay = others.some(
    (other) =>
      other.id !== deal.id &&
      other.productId === deal.productId &&
      ['announced', 'running'].includes(phaseOf(other, now)),
  );
  if (inTheWay) return refuse('deal_overlaps');
  const startsAt = now + deal.countdownSeconds * 1000;
  return { startsAt, endsAt: startsAt + deal.runSeconds * 1000 };
}

/** Which deal an order of that room may have for that product now. At most one runs, since none overlaps. */
export function runningDeal<D extends DealTerms>(
  deals: readonly D[],
  roomId: string | null,
  productId: string,
  now: number,
): D | undefined {
  return deals.find(
    (deal) => deal.roomId === roomId && deal.productId === productId && phaseOf(deal, now) === 'running',
  );
}

/** Why an order of so many units does not get the deal's price. Null when it does. [D6] */
export function withheld(
  deal: Pick<DealTerms, 'units' | 'perBuyer'>,
  { taken, ofBuyer, wanted }: { readonly taken: number; readonly ofBuyer: number; readonly wanted: number },
): 'deal_all_taken' | 'deal_limit' | null {
  if (ofBuyer + wanted > deal.perBuyer) return 'deal_limit';
  return taken + wanted > deal.units ? 'deal_all_taken' : null;
}
