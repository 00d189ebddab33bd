import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { mugParts } from './mug-shape.ts';
import { photograph } from './turntable.ts';
import { writeGlb } from './write-glb.ts';

/**
 * Makes the mug's 3D model and its turn, which lie beside this file: `node apps/server/demo/mug/make-media.ts`. They are
 * kept in the repository, so that the first start of a demo shop draws nothing.
 */
const frames = 24;
const frameSide = 720;
/** Drawn larger and made smaller, so that edges are smooth. */
const sharper = 3;
const quality = 86;

const parts = mugParts();
await writeFile(path.join(import.meta.dirname, 'mug.glb'), writeGlb('Stoneware mug', parts));
const folder = path.join(import.meta.dirname, 'turn');
await mkdir(folder, { recursive: true });
for (let frame = 0; frame < frames; frame += 1) {
  const side = frameSide * sharper;
  const picture = photograph(parts, frame / frames, side);
  await sharp(picture, { raw: { width: side, height: side, channels: 3 } })
    .resize(frameSide)
    .webp({ quality, effort: 6 })
    .toFile(path.join(folder, `${String(frame).padStart(2, '0')}.webp`));
  console.log(`frame ${frame + 1} of ${frames}`);
}
