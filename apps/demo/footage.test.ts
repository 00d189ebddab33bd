import { stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readFragment } from '../../features/media/fragment.ts';
import { readInit } from '../../features/media/init-segment.ts';
import { place, startIntake } from '../../features/media/intake.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { footageBytesMax, footageFolder, readFootage } from './footage.ts';
import { chapterFrames, chapters, framesPerSecond, keyFrameOffsets } from './footage-plan.ts';

test('[Y8] the footage is small enough to be committed', async () => {
  expect((await stat(path.join(footageFolder, 'show.mp4'))).size).toBeLessThan(footageBytesMax);
});

test('[Y8] every fragment is taken as a studio would be, in order, with picture and sound of the same length', async () => {
  const footage = await readFootage();
  const init = readInit(footage.init);
  if (isRefusal(init)) throw new Error(init.refused);
  expect(init.video).toMatchObject({ width: 720, height: 1280 });
  for (const fragments of [footage.pictures, footage.sounds]) {
    let intake = startIntake(init, 0);
    for (const bytes of [...(fragments === footage.sounds ? footage.pictures.slice(0, 1) : []), ...fragments]) {
      const fragment = readFragment(bytes);
      if (isRefusal(fragment)) throw new Error(fragment.refused);
      const placed = place(intake, fragment);
      if (isRefusal(placed)) throw new Error(placed.refused);
      expect(placed.placed).not.toBeNull();
      intake = placed.intake;
    }
  }
  expect(footage.pictures).toHaveLength(chapters.length * chapterFrames);
  expect(footage.sounds.length / 50).toBe(footage.pictures.length / framesPerSecond);
});

test('[Y1] each piece of each chapter begins with a key frame', async () => {
  const { isKey } = await readFootage();
  for (const chapter of chapters.keys())
    for (const offset of keyFrameOffsets) expect(isKey[chapter * chapterFrames + offset]).toBe(true);
});
