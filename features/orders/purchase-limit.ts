import { type Refusal, refuse } from '../../platform/kit/refusal.ts';

type Lines = readonly { readonly productId: string; readonly quantity: number }[];

/** Units of a limited product that an account has bought or holds, by `boughtKey`; absent for none. */
export type Bought = ReadonlyMap<string, number>;

export function boughtKey(accountId: string, productId: string): string {
  return `${accountId} ${productId}`;
}

/** Refuses more of a product than one buyer may have, counting all its variants and all of the buyer's orders. [O38] */
export function beyondLimit(
  limits: ReadonlyMap<string, number>,
  bought: Bought,
  accountId: string,
  lines: Lines,
): Refusal | null {
  for (const [productId, units] of unitsByProduct(lines)) {
    const limit = limits.get(productId);
    if (limit === undefined) continue;
    // A limit that was lowered, and a guest's orders that came along, can be passed already.
    const left = Math.max(0, limit - (bought.get(boughtKey(accountId, productId)) ?? 0));
    if (units > left) return refuse('purchase_limit', { limit, left });
  }
  return null;
}

/** What the accounts have once these lines are bought. */
export function addBought(bought: Map<string, number>, accountId: string, lines: Lines): void {
  for (const [productId, units] of unitsByProduct(lines)) {
    const key = boughtKey(accountId, productId);
    bought.set(key, (bought.get(key) ?? 0) + units);
  }
}

/** The limits of the products that have one. */
export function limitsOf(
  skus: Iterable<{ readonly productId: string; readonly limitPerBuyer: number | null }>,
): Map<string, number> {
  const limits = new Map<string, number>();
  for (const { productId, limitPerBuyer } of skus) if (limitPerBuyer !== null) limits.set(productId, limitPerBuyer);
  return limits;
}

function unitsByProduct(lines: Lines): Map<string, number> {
  const units = new Map<string, number>();
  for (const { productId, quantity } of lines) units.set(productId, (units.get(productId) ?? 0) + quantity);
  return units;
}
