import type { PriceChange } from './price-protocol.ts';

/** The drawing's own units; it is stretched to the width that there is. */
export const chartWidth = 640;
export const chartHeight = 200;
/** Room for the strokes of the highest and the lowest price. */
const edge = 10;

export interface PriceChart {
  /** One path for each time in which it was offered without a break: a price holds until the next one. */
  readonly lines: readonly string[];
  readonly highestMinor: number;
  readonly lowestMinor: number;
  readonly from: number;
  readonly until: number;
  /** Where the last 30 days begin; null where all of it is within them. */
  readonly windowX: number | null;
}

/**
 * Prices over time as steps, the changes given newest first. Null where no price is known. What was offered no more
 * leaves a gap. [C61]
 */
export function priceChart(changes: readonly PriceChange[], now: number, windowMs: number): PriceChart | null {
  const prices = changes.flatMap(({ priceMinor }) => priceMinor ?? []);
  const oldest = changes.at(-1);
  if (!oldest || prices.length === 0) return null;
  const [highestMinor, lowestMinor] = [Math.max(...prices), Math.min(...prices)];
  const from = oldest.at;
  const until = Math.max(now, from + 1);
  const xOf = (at: number) => round(edge + ((at - from) / (until - from)) * (chartWidth - 2 * edge));
  // A price that never changed runs through the middle.
  const span = highestMinor - lowestMinor;
  const yOf = (minor: number) =>
    round(span === 0 ? chartHeight / 2 : edge + ((highestMinor - minor) / span) * (chartHeight - 2 * edge));
  const steps = changes.toReversed().map(({ at, priceMinor }, index, all) => ({
    ...{ x: xOf(at), y: priceMinor === null ? null : yOf(priceMinor), endX: xOf(all[index + 1]?.at ?? until) },
  }));
  const windowFrom = now - windowMs;
  return {
    ...{ highestMinor, lowestMinor, from, until, lines: linesOf(steps) },
    windowX: windowFrom > from ? xOf(windowFrom) : null,
  };
}

interface Step {
  readonly x: number;
  readonly y: number | null;
  readonly endX: number;
}

function linesOf(steps: readonly Step[]): string[] {
  const lines: string[] = [];
  let open = false;
  for (const { x, y, endX } of steps) {
    if (y === null) open = false;
    else {
      const step = `${open ? 'V' : `M${x} `}${y}H${endX}`;
      if (open) lines.push(lines.pop()! + step);
      else lines.push(step);
      open = true;
    }
  }
  return lines;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
