export type PublisherState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'refused' | 'stopped' | 'unsupported';

/** What a studio has counted in one second. */
export interface SendingSecond {
  readonly pictures: number;
  /** Left out because the line did not take them. */
  readonly leftOut: number;
  /** Left out because the encoder was still busy with those before. */
  readonly skipped: number;
}

/** How the picture goes out, in a word, and why it does not go well. */
export type SendingHealth =
  | { readonly word: 'starting' | 'well' }
  | { readonly word: 'weak'; readonly why: 'line' | 'computer' }
  | { readonly word: 'off'; readonly why: 'line' | 'camera' | 'reconnecting' | 'refused' | 'stopped' | 'unsupported' };

/** A judgement looks back so far: long enough not to flicker, short enough to be of now. */
export const healthSecondsMax = 5;
/** So many seconds without a picture, and none goes out. */
const silentSecondsMin = 3;
/** Beyond this share the viewers see it. */
const leftOutShareMax = 0.05;
const skippedShareMax = 0.15;

/** Judges what was really sent; `seconds` are the last ones, the newest at the end. */
export function sendingHealth(state: PublisherState, seconds: readonly SendingSecond[]): SendingHealth {
  if (state === 'connecting') return { word: 'starting' };
  if (state === 'idle') return { word: 'off', why: 'stopped' };
  if (state !== 'live') return { word: 'off', why: state };
  const last = seconds.slice(-healthSecondsMax);
  const silent = last.slice(-silentSecondsMin);
  if (silent.length === silentSecondsMin && sumOf(silent, 'pictures') === 0) {
    return { word: 'off', why: sumOf(silent, 'leftOut') > 0 ? 'line' : 'camera' };
  }
  const all = sumOf(last, 'pictures') + sumOf(last, 'leftOut') + sumOf(last, 'skipped');
  if (sumOf(last, 'leftOut') > all * leftOutShareMax) return { word: 'weak', why: 'line' };
  if (sumOf(last, 'skipped') > all * skippedShareMax) return { word: 'weak', why: 'computer' };
  return { word: 'well' };
}

function sumOf(seconds: readonly SendingSecond[], what: keyof SendingSecond): number {
  return seconds.reduce((sum, second) => sum + second[what], 0);
}
