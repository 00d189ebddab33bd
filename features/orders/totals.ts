import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { rateFor, type ShopTerms, taxOf } from '../shops/terms.ts';
import { totalMinorMax } from './protocol.ts';

export interface Totals {
  readonly deliveryMinor: number;
  readonly taxMinor: number;
  readonly taxRateBp: number;
  readonly taxIncluded: boolean;
  readonly totalMinor: number;
}

export interface Place {
  readonly country: string;
  readonly pickup: boolean;
}

/**
 * What goods cost at a place: server and browser reckon with this one function. [O24] [O25] What is fetched is taxed where
 * the shop is. Delivery has the rate of the goods, and tax is rounded once, for the whole order.
 */
export function totalsOf(goodsMinor: number, place: Place, terms: ShopTerms): Totals | Refusal {
  const { tax, delivery } = terms;
  if (place.pickup && !delivery.pickup) return refuse('pickup_not_offered');
  if (!place.pickup && !serves(terms, place.country)) return refuse('country_not_served', { country: place.country });
  const free = place.pickup || (delivery.freeFromMinor !== null && goodsMinor >= delivery.freeFromMinor);
  const deliveryMinor = free ? 0 : delivery.costMinor;
  const taxRateBp = rateFor(tax, place.pickup ? terms.country : place.country);
  const beforeTax = goodsMinor + deliveryMinor;
  if (beforeTax > totalMinorMax) return refuse('total_too_large');
  const taxMinor = taxOf(beforeTax, taxRateBp, tax.pricesInclude);
  const totalMinor = tax.pricesInclude ? beforeTax : beforeTax + taxMinor;
  if (totalMinor > totalMinorMax) return refuse('total_too_large');
  return { deliveryMinor, taxMinor, taxRateBp, taxIncluded: tax.pricesInclude, totalMinor };
}

export function serves({ delivery }: Pick<ShopTerms, 'delivery'>, country: string): boolean {
  return delivery.countries === null || delivery.countries.includes(country);
}

/**
 * How a total stands in the book: tax is owed to the state; delivery is earned beside the
 * goods, and what coupons took off is lost on them, both without their tax.
 */
export function shares(totals: Omit<Totals, 'totalMinor'> & { readonly discountMinor?: number }): {
  readonly taxMinor: number;
  readonly deliveryMinor: number;
  readonly discountMinor: number;
} {
  const { deliveryMinor, taxMinor, taxRateBp, taxIncluded, discountMinor = 0 } = totals;
  const within = (minor: number) => (taxIncluded ? taxOf(minor, taxRateBp, true) : 0);
  return {
    taxMinor,
    deliveryMinor: deliveryMinor - within(deliveryMinor),
    discountMinor: discountMinor - within(discountMinor),
  };
}
