import { type Refusal, refuse } from '../../platform/kit/refusal.ts';

/** What a merchant gives back of an order: units of its lines, delivery, or both. */
export interface PartWanted {
  readonly lines: readonly { readonly skuId: string; readonly units: number }[];
  readonly delivery: boolean;
}

/** What an order says of its money; the browser reckons with the same. */
export interface PaidOrder {
  readonly lines: readonly { readonly skuId: string; readonly quantity: number; readonly priceMinor: number }[];
  readonly discountMinor?: number;
  readonly deliveryMinor: number;
  readonly taxMinor: number;
  readonly taxIncluded: boolean;
}

interface Share {
  /** As it was paid: less the coupons' share, with its tax. */
  readonly paidMinor: number;
  readonly taxMinor: number;
}

/** What of an order's total was paid for each line, and for delivery. Together they are the total, to the minor unit. [O43] */
export function paidShares(order: PaidOrder): { readonly lines: ReadonlyMap<string, Share>; readonly delivery: Share } {
  const goods = order.lines.map(({ quantity, priceMinor }) => quantity * priceMinor);
  const off = split(order.discountMinor ?? 0, goods);
  const net = [...goods.map((minor, index) => minor - off[index]!), order.deliveryMinor];
  const tax = split(order.taxMinor, net);
  const shares = net.map((minor, index) => ({
    paidMinor: order.taxIncluded ? minor : minor + tax[index]!,
    taxMinor: tax[index]!,
  }));
  const lines = order.lines.map(({ skuId }, index) => [skuId, shares[index]!] as const);
  return { lines: new Map(lines), delivery: shares.at(-1)! };
}

/**
 * What a part comes to, after what went back before it. Units are reckoned as if they went back one after the other, so the
 * parts of a line, however they are cut, come to what was paid for it. [O43]
 */
export function partOf(order: PaidOrder, before: readonly PartWanted[], wanted: PartWanted): Share | Refusal {
  const shares = paidShares(order);
  let [paidMinor, taxMinor] = [0, 0];
  for (const [skuId, units] of unitsOf([wanted])) {
    const share = shares.lines.get(skuId);
    const gone = unitsOf(before).get(skuId) ?? 0;
    const quantity = order.lines.find((line) => line.skuId === skuId)?.quantity ?? 0;
    if (!share || gone + units > quantity) return refuse('refund_beyond_order', { left: Math.max(0, quantity - gone) });
    const from = upTo(share.paidMinor, gone, quantity);
    const to = upTo(share.paidMinor, gone + units, quantity);
    paidMinor += to - from;
    // By what goes back and not by its units: so it is never more than that.
    taxMinor += taxUpTo(share, to) - taxUpTo(share, from);
  }
  if (wanted.delivery) {
    if (before.some((part) => part.delivery)) return refuse('refund_beyond_order', { left: 0 });
    paidMinor += shares.delivery.paidMinor;
    taxMinor += shares.delivery.taxMinor;
  }
  return paidMinor > 0 ? { paidMinor, taxMinor } : refuse('refund_of_nothing');
}

/** Units by SKU in all of these together. */
export function unitsOf(parts: readonly Pick<PartWanted, 'lines'>[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const line of parts.flatMap(({ lines }) => lines)) {
    units.set(line.skuId, (units.get(line.skuId) ?? 0) + line.units);
  }
  return units;
}

/** Cut by these weights without a rest: each gets what lies between its rounded edges. */
function split(minor: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  return weights.map((weight) => {
    const from = reached;
    reached += weight;
    return whole === 0 ? 0 : upTo(minor, reached, whole) - upTo(minor, from, whole);
  });
}

function taxUpTo({ paidMinor, taxMinor }: Share, minor: number): number {
  return paidMinor === 0 ? 0 : upTo(taxMinor, minor, paidMinor);
}

/** The share of a part, rounded half up. Amounts go up to 10^11 each: a product of two is beyond what a number holds exactly. */
function upTo(minor: number, part: number, whole: number): number {
  return Number((2n * BigInt(minor) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}
