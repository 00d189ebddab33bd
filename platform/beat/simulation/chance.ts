/** Chance from a seed (mulberry32): the same seed plays the same story. */
export interface Chance {
  next(): number;
  /** An integer from `from` up to and with `to`. */
  between(from: number, to: number): number;
  /** True so many times of a hundred. */
  percent(share: number): boolean;
  oneOf<T>(list: readonly T[]): T;
}

export function createChance(seed: number): Chance {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    percent: (share) => next() * 100 < share,
    oneOf: (list) => list[Math.floor(next() * list.length)]!,
  };
}
