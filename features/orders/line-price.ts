/** What a SKU may cost. */
export interface SkuPrices {
  readonly priceMinor: number;
  /** For rooms that are live; null for none. */
  readonly livePriceMinor: number | null;
}

export interface LinePrice {
  /** What a unit costs here and now. */
  readonly priceMinor: number;
  /** What it costs otherwise. */
  readonly regularMinor: number;
  readonly reason: 'regular' | 'live';
}

export interface PriceContext {
  /** It is sold in a room that is live now and has the product in its bag. */
  readonly roomLive: boolean;
}

/** The one choice of a unit's price: the server charges by it and the room shows by it. [O39] */
export function linePrice(
  { priceMinor: regularMinor, livePriceMinor }: SkuPrices,
  { roomLive }: PriceContext,
): LinePrice {
  if (roomLive && livePriceMinor !== null && livePriceMinor < regularMinor) {
    return { priceMinor: livePriceMinor, regularMinor, reason: 'live' };
  }
  return { priceMinor: regularMinor, regularMinor, reason: 'regular' };
}
