/** From `at` on it was offered at this price; null: it was not offered. */
export interface OfferedPrice {
  readonly at: number;
  readonly priceMinor: number | null;
  /** It was offered before that too, nobody knows at what price. */
  readonly beganBefore: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
export const lowestWindowMs = 30 * dayMs;

/**
 * What a reduction may be measured by: the lowest price of the 30 days before the change that made the price what it is.
 * Null when the price is not lower than that, when nobody knows, and 30 days after the change: then it is the usual
 * price. The history is in the order of time. [C31]
 */
export function lowestBefore(history: readonly OfferedPrice[], priceMinor: number, now: number): number | null {
  const change = history.at(-1);
  if (!change || change.priceMinor !== priceMinor || now - change.at >= lowestWindowMs) return null;
  const lowest = lowestUntil(history.slice(0, -1), change.at);
  return lowest !== null && priceMinor < lowest ? lowest : null;
}

/** The lowest price of the 30 days before a time: what a reduction at that time is measured by. Null when nobody knows. */
export function lowestUntil(history: readonly OfferedPrice[], until: number): number | null {
  const from = until - lowestWindowMs;
  const [first] = history;
  if (!first || (first.beganBefore && first.at > from)) return null;
  return history
    .filter((_, index) => (history[index + 1]?.at ?? until) > from)
    .flatMap((price) => price.priceMinor ?? [])
    .reduce<number | null>((lowest, price) => (lowest === null ? price : Math.min(lowest, price)), null);
}
