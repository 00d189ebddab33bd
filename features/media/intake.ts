import type { Refusal } from '../../platform/kit/refusal.ts';
import { refuse } from '../../platform/kit/refusal.ts';
import type { Fragment } from './fragment.ts';
import { ticksPerSecondOf } from './fragment.ts';
import type { Init } from './init-segment.ts';
import { audioTrackId, videoTrackId } from './init-segment.ts';

/** A jump this long means that the host's machine slept: it comes back with a new epoch. */
export const jumpSecondsMax = 10;

/**
 * One host's connection, on the room's clock. Each host counts time from where it likes; viewers see one clock that
 * only goes forward, so the first key frame of a connection is placed where the one before ended.
 */
export interface Intake {
  readonly hasAudio: boolean;
  readonly resumeAtSeconds: number;
  /** The host's time of its first key frame, in seconds; null before it. */
  readonly baseSeconds: number | null;
  /** After an init segment, picture is taken from the next key frame on. */
  readonly needsKey: boolean;
  readonly lastDecodeTime: { readonly [trackId: number]: number };
}

/** A fragment's place on the room's clock. */
export interface Placed {
  readonly decodeTime: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export function startIntake(init: Init, resumeAtSeconds: number): Intake {
  return { hasAudio: init.audio !== null, resumeAtSeconds, baseSeconds: null, needsKey: true, lastDecodeTime: {} };
}

/** The same host goes on with other codec parameters, on the same clock. */
export function changeInit(intake: Intake, init: Init): Intake {
  return { ...intake, hasAudio: init.audio !== null, needsKey: true };
}

/** Where the fragment belongs, null when it comes before the first key frame, or why it is refused. */
export function place(intake: Intake, fragment: Fragment): { intake: Intake; placed: Placed | null } | Refusal {
  const { trackId, decodeTime, key } = fragment;
  if (trackId === audioTrackId && !intake.hasAudio) return refuse('unknown_track');
  const ticksPerSecond = ticksPerSecondOf(trackId);
  const hostSeconds = decodeTime / ticksPerSecond;
  const last = intake.lastDecodeTime[trackId];
  if (last !== undefined && decodeTime <= last) return refuse('time_backwards');
  const reference = last === undefined ? intake.baseSeconds : last / ticksPerSecond;
  if (reference !== null && hostSeconds > reference + jumpSecondsMax) return refuse('time_jump');

  const remembered = { ...intake, lastDecodeTime: { ...intake.lastDecodeTime, [trackId]: decodeTime } };
  if (trackId === videoTrackId && intake.needsKey && !key) return { intake: remembered, placed: null };
  const startsHere = trackId === videoTrackId && intake.baseSeconds === null;
  const baseSeconds = startsHere ? hostSeconds : intake.baseSeconds;
  if (baseSeconds === null || hostSeconds < baseSeconds) return { intake: remembered, placed: null };

  const shifted = Math.round((hostSeconds - baseSeconds + intake.resumeAtSeconds) * ticksPerSecond);
  const placed = {
    decodeTime: shifted,
    startSeconds: shifted / ticksPerSecond,
    endSeconds: (shifted + fragment.duration) / ticksPerSecond,
  };
  const needsKey = trackId === videoTrackId ? false : intake.needsKey;
  return { intake: { ...remembered, baseSeconds, needsKey }, placed };
}
