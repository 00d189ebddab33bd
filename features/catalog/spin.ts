/** Dragging across the whole width turns it once. */
export const turnsPerWidth = 1;
/** One gentle turn when it is first seen. */
export const autoTurnMs = 7_000;

/** The frame for a place in the turn, which may lie many turns before or behind. */
export function frameAt(turn: number, count: number): number {
  return wrap(Math.round(turn * count), count);
}

/** Where a drag has turned it to: to the right the near side follows. */
export function dragged(turn: number, dx: number, width: number): number {
  return width > 0 ? turn + (dx / width) * turnsPerWidth : turn;
}

/** Where the gentle turn is after some time: slow at both ends. Null when it is over. */
export function autoTurn(elapsedMs: number): number | null {
  if (elapsedMs >= autoTurnMs) return null;
  return (1 - Math.cos((Math.PI * elapsedMs) / autoTurnMs)) / 2;
}

export function degreesOf(frame: number, count: number): number {
  return Math.round((frame / count) * 360);
}

/** All frames, each next one in the widest gap that is left: a few are enough to turn it coarsely. */
export function loadOrder(count: number): readonly number[] {
  const order: number[] = [];
  const taken = new Set<number>();
  for (let parts = 1; order.length < count; parts *= 2) {
    for (let part = 0; part < parts; part += 1) {
      const frame = Math.floor((part * count) / parts);
      if (taken.has(frame)) continue;
      taken.add(frame);
      order.push(frame);
    }
  }
  return order;
}

/** The wanted frame, or the one nearest to it around the circle that is there; null when none is. */
export function nearestLoaded(wanted: number, count: number, isLoaded: (frame: number) => boolean): number | null {
  for (let away = 0; away <= count / 2; away += 1) {
    if (isLoaded(wrap(wanted - away, count))) return wrap(wanted - away, count);
    if (isLoaded(wrap(wanted + away, count))) return wrap(wanted + away, count);
  }
  return null;
}

function wrap(frame: number, count: number): number {
  return ((frame % count) + count) % count;
}
