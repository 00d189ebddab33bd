import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLanes, type LanePlace, type LanesNeeds } from './lanes.ts';

const needs = fc.record({
  rows: fc.integer({ min: 1, max: 6 }),
  widthPx: fc.integer({ min: 100, max: 2000 }),
  speedPxPerSecond: fc.integer({ min: 40, max: 400 }),
  gapPx: fc.integer({ min: 0, max: 60 }),
});
const arrivals = fc.array(
  fc.record({
    widthPx: fc.integer({ min: 5, max: 1500 }),
    afterMs: fc.integer({ min: 0, max: 900 }),
    own: fc.boolean(),
  }),
  { minLength: 2, maxLength: 80 },
);

interface Flown extends LanePlace {
  readonly widthPx: number;
  readonly own: boolean;
  readonly nowMs: number;
}

function fly(lanes: LanesNeeds, lines: readonly { widthPx: number; afterMs: number; own: boolean }[]) {
  const { place } = createLanes(lanes);
  let nowMs = 1_000_000;
  const flown: Flown[] = [];
  const left: { own: boolean }[] = [];
  for (const { widthPx, afterMs, own } of lines) {
    nowMs += afterMs;
    const at = place({ widthPx, nowMs, own });
    if (at) flown.push({ ...at, widthPx, own, nowMs });
    else left.push({ own });
  }
  return { flown, left };
}

/** Where a line is, by its own numbers only. */
function edges(line: Flown, widthPx: number, nowMs: number) {
  const gone = ((nowMs - line.startMs) / line.durationMs) * (widthPx + line.widthPx);
  return { leftPx: widthPx - gone, rightPx: widthPx - gone + line.widthPx };
}

describe('lanes', () => {
  it('[T9] no two lines of a row ever touch', () => {
    fc.assert(
      fc.property(needs, arrivals, (lanes, lines) => {
        const { flown } = fly(lanes, lines);
        for (const [index, first] of flown.entries()) {
          for (const second of flown.slice(index + 1).filter((line) => line.row === first.row)) {
            const from = second.startMs;
            const until = Math.min(first.startMs + first.durationMs, second.startMs + second.durationMs);
            for (let step = 0; step <= 20 && until > from; step += 1) {
              const at = from + ((until - from) * step) / 20;
              const room = edges(second, lanes.widthPx, at).leftPx - edges(first, lanes.widthPx, at).rightPx;
              expect(room).toBeGreaterThanOrEqual(lanes.gapPx - 0.01);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("[T10] the viewer's own line is always placed, others start at once or not at all", () => {
    fc.assert(
      fc.property(needs, arrivals, (lanes, lines) => {
        const { flown, left } = fly(lanes, lines);
        expect(left.some((line) => line.own)).toBe(false);
        for (const line of flown) {
          expect(line.row).toBeGreaterThanOrEqual(0);
          expect(line.row).toBeLessThan(lanes.rows);
          if (!line.own) expect(line.startMs).toBe(line.nowMs);
          expect(line.startMs).toBeGreaterThanOrEqual(line.nowMs);
        }
      }),
    );
  });

  it('[T9] a row is used again as soon as the line before it has made room', () => {
    const { place } = createLanes({ rows: 1, widthPx: 400, speedPxPerSecond: 100, gapPx: 0 });
    const first = place({ widthPx: 100, nowMs: 0, own: false })!;
    const enteredMs = (100 / (500 / first.durationMs)) | 0;
    expect(place({ widthPx: 100, nowMs: enteredMs - 5, own: false })).toBeNull();
    expect(place({ widthPx: 100, nowMs: enteredMs + 5, own: false })).toMatchObject({ row: 0 });
  });

  it('[T11] a wide line flies faster than a short one', () => {
    const lanes = { rows: 2, widthPx: 400, speedPxPerSecond: 100, gapPx: 0 };
    const pace = (widthPx: number) =>
      (400 + widthPx) / createLanes(lanes).place({ widthPx, nowMs: 0, own: false })!.durationMs;
    expect(pace(400)).toBeCloseTo(0.15);
    expect(pace(40)).toBeLessThan(pace(400));
  });

  it('[T10] lines of one width fill what linesPerSecond says', () => {
    const lanes = createLanes({ rows: 4, widthPx: 400, speedPxPerSecond: 120, gapPx: 20 });
    let placed = 0;
    for (let nowMs = 0; nowMs < 60_000; nowMs += 5) if (lanes.place({ widthPx: 100, nowMs, own: false })) placed += 1;
    expect(placed / 60).toBeGreaterThan(lanes.linesPerSecond(100) * 0.97);
    expect(placed / 60).toBeLessThan(lanes.linesPerSecond(100) * 1.03);
  });
});
