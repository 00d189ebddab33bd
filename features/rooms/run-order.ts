/** A line of the run sheet: the bag in the host's order. */
export interface RunLine {
  readonly id: string;
  /** Units that can be bought now, of all its variants. */
  readonly left: number;
}

/**
 * What a host shows next: the first line after the explained one that can still be bought; at the end the sheet begins
 * anew. Null when there is nothing else to show.
 */
export function nextOf(lines: readonly RunLine[], explained: string | null): string | null {
  const at = lines.findIndex((line) => line.id === explained);
  const round = [...lines.slice(at + 1), ...lines.slice(0, Math.max(0, at))];
  return round.find((line) => line.left > 0)?.id ?? null;
}

/** What was shown before, by the order of the sheet, sold out or not: a host who went too far goes back. */
export function previousOf(lines: readonly RunLine[], explained: string | null): string | null {
  const at = lines.findIndex((line) => line.id === explained);
  return lines[at - 1]?.id ?? null;
}

/** Whether the next one stands above the explained one: the sheet has been walked to its end. */
export function beginsAnew(lines: readonly RunLine[], explained: string | null, next: string | null): boolean {
  const place = (id: string | null) => lines.findIndex((line) => line.id === id);
  return explained !== null && next !== null && place(next) < place(explained);
}

/** Where a line that is held at `y` falls in, by the middles of the lines as they stood when it was taken up. */
export function placeAt(middles: readonly number[], from: number, y: number): number {
  const above = middles.filter((middle, at) => at !== from && middle < y).length;
  return Math.min(above, Math.max(0, middles.length - 1));
}
