import type { Placed } from './intake.ts';

export const segmentSeconds = 2;
/** A host that sends no key frame gets its segments cut without one. */
export const segmentSecondsMax = 4;
export const partSeconds = 0.2;
/** What the playlist promises as the longest part: a frame may come late. */
export const partTargetSeconds = 0.25;
/** Frames say a longer duration than they last, so a part is cut by what a frame takes at 30 a second. */
const frameSeconds = 1 / 30;
const slackSeconds = 0.001;

/** Where the open segment and its open part began, on the room's clock. */
export interface Cutting {
  readonly segmentStart: number;
  readonly partStart: number;
}

/** What is cut before a frame of picture. Sound goes with the picture that it arrives with. */
export function cutBefore(cutting: Cutting | null, frame: Placed, key: boolean): 'segment' | 'part' | null {
  if (cutting === null) return 'segment';
  const segmentRuns = frame.startSeconds - cutting.segmentStart;
  // A key frame may come a little early by the clock of the camera.
  const earlyShare = 0.9;
  if (key && segmentRuns >= segmentSeconds * earlyShare) return 'segment';
  if (segmentRuns >= segmentSecondsMax - partTargetSeconds) return 'segment';
  return frame.startSeconds + frameSeconds - cutting.partStart > partSeconds + slackSeconds ? 'part' : null;
}

export function afterCut(cutting: Cutting | null, cut: 'segment' | 'part', startSeconds: number): Cutting {
  return { segmentStart: cut === 'segment' || !cutting ? startSeconds : cutting.segmentStart, partStart: startSeconds };
}

/** How long fragments are gathered before one write: a crowd costs writes, and trades delay for them. */
export function gatherMsFor(readers: number): number {
  if (readers <= 300) return 0;
  return readers <= 1_500 ? 66 : 200;
}
