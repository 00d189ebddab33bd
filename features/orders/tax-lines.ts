import { taxOf } from '../shops/terms.ts';
import type { TaxLine } from './protocol.ts';
import { split } from './split.ts';

/** What an order charges before its tax is reckoned: goods with their rates, what coupons take off them, delivery. */
export interface Charged {
  readonly lines: readonly { readonly quantity: number; readonly priceMinor: number; readonly taxRateBp: number }[];
  readonly discountMinor: number;
  readonly deliveryMinor: number;
}

export interface ChargesAtRate {
  readonly rateBp: number;
  /** By the place of each line that has the rate: what it costs less its share of the coupons, and that share. */
  readonly lines: ReadonlyMap<number, { readonly minor: number; readonly offMinor: number }>;
  /** So much of the delivery goes with these goods. */
  readonly deliveryMinor: number;
}

/**
 * What is taxed at each rate, the highest first. Coupons lie on all goods by what they cost. Delivery is beside the goods that
 * it brings and has their rates, in the proportion of what they cost; of goods that cost nothing, the highest. [O73]
 */
export function chargesByRate({ lines, discountMinor, deliveryMinor }: Charged): ChargesAtRate[] {
  const goods = lines.map(({ quantity, priceMinor }) => quantity * priceMinor);
  const off = split(discountMinor, goods);
  const rates = [...new Set(lines.map(({ taxRateBp }) => taxRateBp))].sort((one, other) => other - one);
  const weights = rates.map((rate) => sumOf(goods.filter((_, at) => lines[at]!.taxRateBp === rate)));
  const delivered = sumOf(weights) > 0 ? split(deliveryMinor, weights) : [deliveryMinor];
  return rates.map((rateBp, place) => {
    const ofRate = goods.flatMap((minor, at) =>
      lines[at]!.taxRateBp === rateBp ? [[at, { minor: minor - off[at]!, offMinor: off[at]! }] as const] : [],
    );
    return { rateBp, lines: new Map(ofRate), deliveryMinor: delivered[place] ?? 0 };
  });
}

/** One line of tax for each rate, rounded half up once for the whole order. [O73] */
export function taxLines(charged: Charged, included: boolean): TaxLine[] {
  return chargesByRate(charged).flatMap(({ rateBp, lines, deliveryMinor }) => {
    const chargedMinor = deliveryMinor + sumOf([...lines.values()].map(({ minor }) => minor));
    if (chargedMinor === 0) return [];
    const taxMinor = taxOf(chargedMinor, rateBp, included);
    return [{ rateBp, netMinor: included ? chargedMinor - taxMinor : chargedMinor, taxMinor }];
  });
}

/** Lines of one rate become one. */
export function sumTaxes(taxes: readonly TaxLine[]): TaxLine[] {
  return [...Map.groupBy(taxes, ({ rateBp }) => rateBp)].map(([rateBp, ofRate]) => ({
    rateBp,
    netMinor: sumOf(ofRate.map(({ netMinor }) => netMinor)),
    taxMinor: sumOf(ofRate.map(({ taxMinor }) => taxMinor)),
  }));
}

export function sumOf(minors: readonly number[]): number {
  return minors.reduce((sum, minor) => sum + minor, 0);
}
