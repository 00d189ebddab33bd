import { chapterFrames, chapters, comingFrames, framesPerSecond, keyFrameOffsets, turnFrames } from './footage-plan.ts';

/** A product is talked about for so many turns. */
export const turnsPerChapter = 3;
export const shownFrames = comingFrames + turnsPerChapter * turnFrames;
export const shownMs = (shownFrames * 1000) / framesPerSecond;

/** What is on the air: which chapter, for the how-manieth time, and which frame of the footage. */
export interface Shot {
  readonly round: number;
  readonly chapter: number;
  /** Since the chapter began, in frames as they are shown. */
  readonly since: number;
  readonly footageFrame: number;
}

/** The shot after so many frames of the show: the coming of a product once, its turn again and again. */
export function shotAt(frame: number): Shot {
  const chapterCount = Math.floor(frame / shownFrames);
  const since = frame % shownFrames;
  const chapter = chapterCount % chapters.length;
  const within = since < comingFrames ? since : comingFrames + ((since - comingFrames) % turnFrames);
  return {
    ...{ round: Math.floor(chapterCount / chapters.length), chapter, since },
    footageFrame: chapter * chapterFrames + within,
  };
}

/** Where to go on after a pause at this frame: at the key frame before it, without which no picture comes. */
export function resumeAt(frame: number): number {
  const { since, footageFrame } = shotAt(frame);
  const within = footageFrame % chapterFrames;
  const key = keyFrameOffsets.findLast((offset) => offset <= within) ?? 0;
  return frame - Math.min(since, within - key);
}
