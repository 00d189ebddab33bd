import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { TaxClass } from '../shops/tax-class.ts';
import { type OrderDelivery, rateFor, type ShopTerms, taxOf } from '../shops/terms.ts';
import { deliveryCost, methodFor } from './delivery.ts';
import { type TaxLine, totalMinorMax } from './protocol.ts';
import { type Charged, chargesByRate, sumOf, taxLines } from './tax-lines.ts';

export interface Totals {
  /** The way that it goes, as it was then; null for what is fetched, and for orders of before there were several. */
  readonly delivery: OrderDelivery | null;
  readonly deliveryMinor: number;
  /** One for each rate, the highest first. With their tax they are the total. */
  readonly taxes: readonly TaxLine[];
  readonly taxMinor: number;
  readonly taxIncluded: boolean;
  readonly totalMinor: number;
}

export interface Place {
  readonly country: string;
  readonly pickup: boolean;
  /** The way of delivery that the buyer chose; left out for the cheapest. */
  readonly deliveryId?: string | undefined;
}

export interface Goods {
  readonly lines: readonly { readonly quantity: number; readonly priceMinor: number; readonly taxClass: TaxClass }[];
  /** What coupons take off them. */
  readonly discountMinor: number;
}

/**
 * What goods cost at a place: server and browser reckon with this one function. [O24] [O25] [O73] What is fetched is taxed where
 * the shop is.
 */
export function totalsOf({ lines, discountMinor }: Goods, place: Place, terms: ShopTerms): Totals | Refusal {
  const { tax, delivery } = terms;
  if (place.pickup && !delivery.pickup) return refuse('pickup_not_offered');
  const goodsMinor = sumOf(lines.map(({ quantity, priceMinor }) => quantity * priceMinor)) - discountMinor;
  const method = place.pickup ? null : methodFor(delivery, place, goodsMinor);
  if (method && 'refused' in method) return method;
  const deliveryMinor = method ? deliveryCost(method, goodsMinor) : 0;
  const beforeTax = goodsMinor + deliveryMinor;
  if (beforeTax > totalMinorMax) return refuse('total_too_large');
  const rated = lines.map((line) => ({ ...line, taxRateBp: rateAt(terms, place, line.taxClass) }));
  const taxes = taxLines({ lines: rated, discountMinor, deliveryMinor }, tax.pricesInclude);
  const taxMinor = sumOf(taxes.map((line) => line.taxMinor));
  const totalMinor = tax.pricesInclude ? beforeTax : beforeTax + taxMinor;
  if (totalMinor > totalMinorMax) return refuse('total_too_large');
  const kept = method && { id: method.id, name: method.name, days: method.days };
  return { delivery: kept, deliveryMinor, taxes, taxMinor, taxIncluded: tax.pricesInclude, totalMinor };
}

/** The rate of goods of a class that go to a place. [O25] */
export function rateAt({ tax, country }: ShopTerms, place: Place, taxClass: TaxClass): number {
  return rateFor(tax, place.pickup ? country : place.country, taxClass);
}

/**
 * How a total stands in the book: tax is owed to the state; delivery is earned beside the
 * goods, and what coupons took off is lost on them, both without their tax.
 */
export function shares(order: Charged & Pick<Totals, 'taxMinor' | 'taxIncluded'>): {
  readonly taxMinor: number;
  readonly deliveryMinor: number;
  readonly discountMinor: number;
} {
  const { taxMinor, taxIncluded } = order;
  let { deliveryMinor, discountMinor } = order;
  for (const { rateBp, lines, deliveryMinor: delivered } of taxIncluded ? chargesByRate(order) : []) {
    deliveryMinor -= taxOf(delivered, rateBp, true);
    discountMinor -= taxOf(sumOf([...lines.values()].map(({ offMinor }) => offMinor)), rateBp, true);
  }
  return { taxMinor, deliveryMinor, discountMinor };
}
