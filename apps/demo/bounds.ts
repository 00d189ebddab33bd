/** What keeps the demo small, however long it runs. */
export const bounds = {
  /** A show that has played so long ends while nobody looks, and a new one begins: its streams stay short. */
  showMsQuiet: 3_600_000,
  /** And after so long also while somebody looks. */
  showMsMax: 4 * 3_600_000,
  /** A show that has played at all is not older than this. */
  showAgeMsMax: 24 * 3_600_000,
  /** Bought by the demo's people: orders stay in the book for good. */
  ordersPerDayMax: 120,
  ordersMax: 3_000,
  /** Written by them: one of each product in each language. */
  reviewsMax: 36,
  /** Below so many units a product is put back to `stockFull`. */
  stockLow: 3,
  stockFull: 24,
  /** The host answers strangers, once each, and not more often than this. */
  greetEveryMs: 15_000,
  greetedMax: 500,
} as const;

export interface ShowAge {
  readonly startedAt: number;
  readonly playedMs: number;
}

/** Whether this show ends now and the next begins. */
export function isOver({ startedAt, playedMs }: ShowAge, playing: boolean, now: number): boolean {
  if (playedMs >= bounds.showMsMax) return true;
  if (playing) return false;
  return playedMs >= bounds.showMsQuiet || (playedMs > 0 && now - startedAt >= bounds.showAgeMsMax);
}

/** What the demo's people have bought so far. */
export interface Bought {
  readonly total: number;
  readonly day: number;
  readonly today: number;
}

/** The count after one more purchase, or null when there has been enough. */
export function buyOne(bought: Bought, now: number): Bought | null {
  const day = Math.floor(now / 86_400_000);
  const today = bought.day === day ? bought.today : 0;
  if (bought.total >= bounds.ordersMax || today >= bounds.ordersPerDayMax) return null;
  return { total: bought.total + 1, day, today: today + 1 };
}

/** What the host pins and unpins so that the product and the one before it are pinned, the product explained. */
export function pinsToChange(
  pins: readonly { readonly productId: string; readonly explaining: boolean }[],
  product: string,
  before: string | undefined,
): { readonly unpin: readonly string[]; readonly pin: string | null } {
  const unpin = pins.map(({ productId }) => productId).filter((id) => id !== product && id !== before);
  const explained = pins.some(({ productId, explaining }) => productId === product && explaining);
  return { unpin, pin: explained ? null : product };
}
