import { isRefusal } from '../../platform/kit/refusal.ts';
import { type PaidOrder, partOf } from './part-refund.ts';
import type { OrderRefund } from './protocol.ts';
import { split } from './split.ts';
import { sumOf } from './tax-lines.ts';

export interface TaxAtRate {
  readonly rateBp: number;
  readonly taxMinor: number;
}

type Refunded = PaidOrder & { readonly refunds: readonly OrderRefund[] };

/**
 * The tax of one refund of a part at each rate, or of all that was left after the parts, for null. With those of the other parts
 * and the rest it is the order's tax at each rate. [O94]
 */
export function refundTaxes(order: Refunded, refundId: string | null): TaxAtRate[] {
  let left: TaxAtRate[] = order.taxes.map(({ rateBp, taxMinor }) => ({ rateBp, taxMinor }));
  const before: OrderRefund[] = [];
  for (const part of order.refunds.filter(({ state }) => state === 'made')) {
    const taxes = taxesOfPart(order, before, part, left);
    if (part.id === refundId) return taxes.filter(({ taxMinor }) => taxMinor > 0);
    left = left.map(({ rateBp, taxMinor }) => ({ rateBp, taxMinor: taxMinor - taxAt(taxes, rateBp) }));
    before.push(part);
  }
  return left.filter(({ taxMinor }) => taxMinor > 0);
}

/**
 * At the rates of what went back. An amount by hand lies beside the lines, and after one a part may have had to take another tax than
 * that of its goods: those have the rates of what was left, in its proportion.
 */
function taxesOfPart(
  order: Refunded,
  before: readonly OrderRefund[],
  part: OrderRefund,
  left: readonly TaxAtRate[],
): TaxAtRate[] {
  const cost = part.byHand ? null : partOf(order, before, part);
  if (cost !== null && !isRefusal(cost) && cost.taxMinor === part.taxMinor) {
    const fits = cost.taxes.every(({ rateBp, taxMinor }) => taxMinor <= taxAt(left, rateBp));
    if (fits) return cost.taxes.map(({ rateBp, taxMinor }) => ({ rateBp, taxMinor }));
  }
  const weights = left.map(({ taxMinor }) => taxMinor);
  return split(part.taxMinor, weights).map((taxMinor, at) => ({ rateBp: left[at]!.rateBp, taxMinor }));
}

function taxAt(taxes: readonly TaxAtRate[], rateBp: number): number {
  return sumOf(taxes.filter((line) => line.rateBp === rateBp).map(({ taxMinor }) => taxMinor));
}
