/** How long memory may say "sold out" without looking again; another node may have put units back. */
export const soldOutMs = 250;
export const soldOutSkusMax = 10_000;

export interface SoldOut {
  heard(skuId: string, left: number): void;
  has(skuId: string): boolean;
}

/**
 * Remembers SKUs that a commit left at zero, so that a crowd which comes too late does not queue for the row's lock.
 * It only ever refuses early: what is sold is decided by the row.
 */
export function createSoldOut(now: () => number): SoldOut {
  const until = new Map<string, number>();
  return {
    heard(skuId, left) {
      if (left > 0) until.delete(skuId);
      else {
        if (until.size >= soldOutSkusMax) until.clear();
        until.set(skuId, now() + soldOutMs);
      }
    },
    has(skuId) {
      const end = until.get(skuId);
      if (end === undefined) return false;
      if (end > now()) return true;
      until.delete(skuId);
      return false;
    },
  };
}
