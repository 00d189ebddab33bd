/** How much faster a line as wide as the picture flies than a very short one, so that long lines do not stay for long. */
export const wideLineGain = 0.5;

export interface LanesNeeds {
  readonly rows: number;
  /** The width of the picture that lines fly over, from right to left. */
  readonly widthPx: number;
  /** The speed of a very short line. */
  readonly speedPxPerSecond: number;
  /** Free room between two lines of a row, at all times. */
  readonly gapPx: number;
}

export interface FlyingLine {
  readonly widthPx: number;
  readonly nowMs: number;
  /** The viewer's own line: it always gets a place, if need be a little later. */
  readonly own: boolean;
}

/** The line's left edge starts at the picture's right edge at `startMs`; after `durationMs` its right edge is at 0. */
export interface LanePlace {
  readonly row: number;
  readonly startMs: number;
  readonly durationMs: number;
}

export interface Lanes {
  /** Null when no row is free now: the line is left out. */
  place(line: FlyingLine): LanePlace | null;
  /** Lines of this width that fit in one second, over all rows. */
  linesPerSecond(widthPx: number): number;
}

interface Flight {
  readonly startMs: number;
  readonly durationMs: number;
  readonly widthPx: number;
  readonly pxPerMs: number;
}

/**
 * Gives each line a row in which it never touches the line before it. Only the last line of each row is remembered:
 * a line that keeps clear of the one before it keeps clear of all earlier ones.
 */
export function createLanes(needs: LanesNeeds): Lanes {
  const last: (Flight | null)[] = Array.from({ length: Math.max(1, needs.rows) }, () => null);

  return {
    place(line) {
      const pxPerMs = linePxPerMs(needs, line.widthPx);
      const starts = last.map((flight) => Math.max(line.nowMs, earliestStart(needs, flight, pxPerMs)));
      const startMs = Math.min(...starts);
      if (startMs > line.nowMs && !line.own) return null;
      const row = starts.indexOf(startMs);
      const durationMs = (needs.widthPx + line.widthPx) / pxPerMs;
      last[row] = { startMs, durationMs, widthPx: line.widthPx, pxPerMs };
      return { row, startMs, durationMs };
    },
    linesPerSecond: (widthPx) => (last.length * linePxPerMs(needs, widthPx) * 1000) / (widthPx + needs.gapPx),
  };
}

function linePxPerMs({ speedPxPerSecond, widthPx }: LanesNeeds, lineWidthPx: number): number {
  return (speedPxPerSecond / 1000) * (1 + wideLineGain * Math.min(1, lineWidthPx / widthPx));
}

/**
 * Both lines move evenly, so the room between them is smallest either when the new one enters or when the one before
 * has left: two inequalities are enough.
 */
function earliestStart({ widthPx, gapPx }: LanesNeeds, before: Flight | null, pxPerMs: number): number {
  if (!before) return Number.NEGATIVE_INFINITY;
  const entered = before.startMs + (before.widthPx + gapPx) / before.pxPerMs;
  const notCaughtUp = before.startMs + before.durationMs - (widthPx - gapPx) / pxPerMs;
  return Math.max(entered, notCaughtUp);
}
