/** Delay that the player keeps between what has arrived and what is shown. */
export const targetSeconds = { mediaSource: 0.15, hls: 0.4 } as const;
export const sampleEveryMs = 50;
const samplesMax = 10;
const rateMax = 1.1;
const ratePerSecondBehind = 0.5;
const toleratedSeconds = 0.02;
/** With a key frame each second, a seek costs more than playing faster until here. */
const seekAboveSeconds = 0.6;
/** The first time it is worth it: a player starts with all since the last key frame in hand. */
const firstSeekAboveSeconds = 0.25;
const seekEveryMs = 5_000;
const targetGrowth = 1.5;
const targetSecondsMax = 1.5;
const calmMs = 5_000;
const targetShrink = 0.85;

/** The player's memory between two looks at its buffer. */
export interface CatchUp {
  readonly baseSeconds: number;
  /** Grows after a stall and shrinks in calm, so that a poor line stutters once rather than always. */
  readonly targetSeconds: number;
  readonly samples: readonly number[];
  readonly soughtAt: number | null;
  readonly changedAt: number;
}

export type CatchUpAct =
  | { readonly kind: 'rate'; readonly rate: number }
  | { readonly kind: 'seek'; readonly behindEndSeconds: number };

export function startCatchUp(baseSeconds: number, now: number): CatchUp {
  return { baseSeconds, targetSeconds: baseSeconds, samples: [], soughtAt: null, changedAt: now };
}

/** What to do about the delay, from how much is buffered ahead of the playhead. To be asked every 50 ms. */
export function catchUp(state: CatchUp, aheadSeconds: number, now: number): { state: CatchUp; act: CatchUpAct } {
  const calmed = calm({ ...state, samples: [...state.samples, aheadSeconds].slice(-samplesMax) }, now);
  // The least of the last half second counts: frames arrive in bursts, and only a lasting surplus may be used up.
  const excess = Math.min(...calmed.samples) - calmed.targetSeconds;
  const maySeek = calmed.soughtAt === null || now - calmed.soughtAt >= seekEveryMs;
  const seekAbove = calmed.soughtAt === null ? firstSeekAboveSeconds : seekAboveSeconds;
  if (excess > seekAbove && maySeek && calmed.samples.length === samplesMax) {
    return {
      state: { ...calmed, samples: [], soughtAt: now },
      act: { kind: 'seek', behindEndSeconds: calmed.targetSeconds },
    };
  }
  const rate = excess > toleratedSeconds ? Math.min(rateMax, 1 + ratePerSecondBehind * excess) : 1;
  return { state: calmed, act: { kind: 'rate', rate } };
}

/** The picture stood still for want of data. */
export function afterStall(state: CatchUp, now: number): CatchUp {
  const grown = Math.min(targetSecondsMax, state.targetSeconds * targetGrowth);
  return { ...state, samples: [], targetSeconds: Math.max(state.baseSeconds, grown), changedAt: now };
}

function calm(state: CatchUp, now: number): CatchUp {
  if (state.targetSeconds === state.baseSeconds || now - state.changedAt < calmMs) return state;
  return { ...state, targetSeconds: Math.max(state.baseSeconds, state.targetSeconds * targetShrink), changedAt: now };
}
