import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { chapterFrames, chapters, framesPerSecond, keyFrameOffsets } from '../apps/demo/footage-plan.ts';
import { joinBytes } from '../features/media/box.ts';
import { type Fragment, writeFragment } from '../features/media/fragment.ts';
import { audioTrackId, videoTicksPerSecond, videoTrackId, writeInit } from '../features/media/init-segment.ts';
import { encodePictures, encodeSound, type Pictures } from './footage/encode.ts';
import { music, soundTicksPerSecond } from './footage/music.ts';
import { createScene } from './footage/scene.ts';
import { drawTurn } from './footage/sprites.ts';
import { productPictures } from './footage/still.ts';
import { sceneHeight, sceneWidth } from './footage/workshop.ts';
import { runTool } from './problem.ts';

// Makes the demo's footage (`show`) and its products' pictures (by name) anew: all of it, or what is named. It takes a
// quarter of an hour, and what it makes is committed.
const footageFolder = 'apps/demo/footage';
const opusPreSkip = 312;
const packetTicks = soundTicksPerSecond / 50;

await runTool(async () => {
  const only = process.argv.slice(2);
  const all = only.length === 0;
  mkdirSync(footageFolder, { recursive: true });
  await productPictures(chapters.filter((name) => all || only.includes(name)));
  if (all || only.includes('show')) await makeShow();
  return 0;
});

async function makeShow(): Promise<void> {
  for (const name of chapters) {
    console.log(`Turning the ${name} ...`);
    await drawTurn(name);
  }
  const scene = await createScene();
  writeFileSync(`${footageFolder}/poster.webp`, await scene.poster(0));
  const allFrames = async function* () {
    for (const [chapter, name] of chapters.entries()) {
      console.log(`Filming the ${name} ...`);
      for (let frame = 0; frame < chapterFrames; frame++) yield scene.frame(chapter, frame);
    }
  };
  const keyFrames = chapters.flatMap((_, chapter) => keyFrameOffsets.map((offset) => chapter * chapterFrames + offset));
  const pictures = await encodePictures(allFrames(), keyFrames);
  const sound = await encodeSound(music((chapters.length * chapterFrames) / framesPerSecond));
  const file = `${footageFolder}/show.mp4`;
  writeFileSync(file, showFile(pictures, sound));
  console.log(`${file}: ${statSync(file).size} bytes`);
}

function showFile({ avcConfig, frames }: Pictures, sound: readonly Uint8Array[]): Uint8Array {
  const video = { width: sceneWidth, height: sceneHeight, avcConfig };
  const init = writeInit({ video, audio: { channels: 2, preSkip: opusPreSkip } });
  const frameTicks = videoTicksPerSecond / framesPerSecond;
  const fragments: (Omit<Fragment, 'sequence'> & { at: number })[] = [
    ...frames.map((frame, index) => ({
      ...{ ...frame, trackId: videoTrackId, at: index / framesPerSecond },
      ...{ decodeTime: index * frameTicks, duration: frameTicks },
    })),
    ...sound.map((data, index) => ({
      ...{ data, key: true, trackId: audioTrackId, at: index / 50 },
      ...{ decodeTime: index * packetTicks, duration: packetTicks },
    })),
  ];
  fragments.sort((one, other) => one.at - other.at);
  return joinBytes([
    init,
    ...fragments.map(({ at: _at, ...fragment }, sequence) => writeFragment({ ...fragment, sequence })),
  ]);
}
