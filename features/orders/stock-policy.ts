const minuteMs = 60_000;

/** How the stock of a SKU is promised: by a hold of some minutes, or to whoever has paid first. */
export interface StockPolicy {
  /** Left out, as null: the installation's. */
  readonly holdMinutes?: number | null;
  readonly firstPaid?: boolean;
}

type Policies = ReadonlyMap<string, StockPolicy>;

/** Lines of products that are for whoever pays first take no hold, unless the buyer's turn keeps the units. [O60] */
export function withoutHolds<Line extends { readonly skuId: string }>(
  lines: readonly Line[],
  skus: Policies,
  hasTurn: (skuId: string) => boolean,
): (Line & { readonly firstPaid?: boolean })[] {
  return lines.map((line) =>
    skus.get(line.skuId)?.firstPaid && !hasTurn(line.skuId) ? { ...line, firstPaid: true } : line,
  );
}

/** An order waits as long as the shortest hold among its lines; one without any hold as long as the installation says. [O61] */
export function orderHoldMs(
  lines: readonly { readonly skuId: string; readonly firstPaid?: boolean }[],
  skus: Policies,
  usualMs: number,
): number {
  const holds = lines
    .filter((line) => !line.firstPaid)
    .map(({ skuId }) => skus.get(skuId)?.holdMinutes)
    .map((minutes) => (minutes ? minutes * minuteMs : usualMs));
  return holds.length > 0 ? Math.min(...holds) : usualMs;
}

/** Units that an order takes only when it is paid, by SKU. */
export function openUnits(
  lines: readonly { readonly skuId: string; readonly quantity: number; readonly firstPaid?: boolean }[],
): Map<string, number> {
  const units = new Map<string, number>();
  for (const { skuId, quantity, firstPaid } of lines) {
    if (firstPaid) units.set(skuId, (units.get(skuId) ?? 0) + quantity);
  }
  return units;
}
