import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import type { TaxLine } from './protocol.ts';
import { split, upTo } from './split.ts';
import { type Charged, chargesByRate, sumOf, sumTaxes } from './tax-lines.ts';

/** What a merchant gives back of an order: units of its lines, delivery, or both. */
export interface PartWanted {
  readonly lines: readonly { readonly skuId: string; readonly units: number }[];
  readonly delivery: boolean;
}

/** What an order says of its money; the browser reckons with the same. */
export interface PaidOrder extends Charged {
  readonly lines: readonly (Charged['lines'][number] & { readonly skuId: string })[];
  readonly taxes: readonly TaxLine[];
  readonly taxIncluded: boolean;
}

interface Share {
  /** As it was paid: less the coupons' share, with its tax. */
  readonly paidMinor: number;
  readonly taxMinor: number;
  /** The same by rate. */
  readonly taxes: readonly TaxLine[];
}

/**
 * What of an order's total was paid for each line, and for delivery. Together they are the total, and at each rate its tax, to the
 * minor unit. [O43] [O74]
 */
export function paidShares(order: PaidOrder): { readonly lines: ReadonlyMap<string, Share>; readonly delivery: Share } {
  const lines = new Map<string, Share>();
  const delivered: TaxLine[] = [];
  for (const { rateBp, lines: ofRate, deliveryMinor } of chargesByRate(order)) {
    const charged = [...[...ofRate.values()].map(({ minor }) => minor), deliveryMinor];
    const taxMinor = order.taxes.find((line) => line.rateBp === rateBp)?.taxMinor ?? 0;
    const shares = split(taxMinor, charged).map((tax, at): TaxLine => {
      const netMinor = order.taxIncluded ? charged[at]! - tax : charged[at]!;
      return { rateBp, netMinor, taxMinor: tax };
    });
    delivered.push(shares.pop()!);
    for (const [place, at] of [...ofRate.keys()].entries())
      lines.set(order.lines[at]!.skuId, shareOf([shares[place]!]));
  }
  return { lines, delivery: shareOf(delivered) };
}

/**
 * What a part comes to, after what went back before it. Units are reckoned as if they went back one after the other, so the
 * parts of a line, however they are cut, come to what was paid for it. [O43]
 */
export function partOf(order: PaidOrder, before: readonly PartWanted[], wanted: PartWanted): Share | Refusal {
  const shares = paidShares(order);
  const taxes: TaxLine[] = [];
  for (const [skuId, units] of unitsOf([wanted])) {
    const share = shares.lines.get(skuId);
    const gone = unitsOf(before).get(skuId) ?? 0;
    const quantity = order.lines.find((line) => line.skuId === skuId)?.quantity ?? 0;
    if (!share || gone + units > quantity) return refuse('refund_beyond_order', { left: Math.max(0, quantity - gone) });
    const from = upTo(share.paidMinor, gone, quantity);
    const to = upTo(share.paidMinor, gone + units, quantity);
    // By what goes back and not by its units: so it is never more than that.
    const taxMinor = taxUpTo(share, to) - taxUpTo(share, from);
    taxes.push({ rateBp: share.taxes[0]!.rateBp, netMinor: to - from - taxMinor, taxMinor });
  }
  if (wanted.delivery) {
    if (before.some((part) => part.delivery)) return refuse('refund_beyond_order', { left: 0 });
    taxes.push(...shares.delivery.taxes);
  }
  const part = shareOf(taxes);
  return part.paidMinor > 0 ? part : refuse('refund_of_nothing');
}

/** Units by SKU in all of these together. */
export function unitsOf(parts: readonly Pick<PartWanted, 'lines'>[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const line of parts.flatMap(({ lines }) => lines)) {
    units.set(line.skuId, (units.get(line.skuId) ?? 0) + line.units);
  }
  return units;
}

function shareOf(taxes: readonly TaxLine[]): Share {
  const taxMinor = sumOf(taxes.map((line) => line.taxMinor));
  return { paidMinor: taxMinor + sumOf(taxes.map(({ netMinor }) => netMinor)), taxMinor, taxes: sumTaxes(taxes) };
}

function taxUpTo({ paidMinor, taxMinor }: Pick<Share, 'paidMinor' | 'taxMinor'>, minor: number): number {
  return paidMinor === 0 ? 0 : upTo(taxMinor, minor, paidMinor);
}
