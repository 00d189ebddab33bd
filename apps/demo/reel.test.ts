import { expect, test } from 'vitest';
import { chapterFrames, chapters, comingFrames, keyFrameOffsets, turnFrames } from './footage-plan.ts';
import { resumeAt, shotAt, shownFrames, shownMs, turnsPerChapter } from './reel.ts';

const all = chapters.length * shownFrames;

test('[Y1] a product comes once and turns three times, then the next one comes, and after the last the first', () => {
  expect(shownMs).toBe(19_000);
  for (let frame = 0; frame < all; frame++) {
    const [now, next] = [shotAt(frame), shotAt(frame + 1)];
    const goesOn = next.footageFrame === now.footageFrame + 1;
    const turnsAgain = next.footageFrame === now.footageFrame - turnFrames + 1;
    const chapterEnds = next.since === 0 && next.footageFrame === next.chapter * chapterFrames;
    expect(goesOn || turnsAgain || chapterEnds).toBe(true);
  }
  const turned = Array.from({ length: shownFrames }, (_, frame) => shotAt(frame).footageFrame);
  expect(turned.filter((frame) => frame === comingFrames)).toHaveLength(turnsPerChapter);
  expect(turned.filter((frame) => frame === 0)).toHaveLength(1);
  expect(shotAt(all)).toEqual({ round: 1, chapter: 0, since: 0, footageFrame: 0 });
});

test('[Y2] a pause anywhere is followed by a key frame of the same chapter, at most two seconds before', () => {
  for (let frame = 0; frame < all; frame++) {
    const resumed = shotAt(resumeAt(frame));
    expect(keyFrameOffsets).toContain(resumed.footageFrame % chapterFrames);
    expect(resumed.chapter).toBe(shotAt(frame).chapter);
    expect(frame - resumeAt(frame)).toBeLessThan(48);
  }
});
