import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';
import { mugParts } from './mug-shape.ts';
import { writeGlb } from './write-glb.ts';

const folder = import.meta.dirname;
const modelBytesMax = 300_000;
/** The Khronos Group's own; it brings no types. */
const validator = createRequire(import.meta.url)('gltf-validator') as {
  validateBytes(file: Uint8Array): Promise<{ issues: object }>;
};

it("the demo's model is what its script makes, small, and without a fault for the standard's own validator", async () => {
  const kept = await readFile(path.join(folder, 'mug.glb'));
  expect(kept.equals(writeGlb('Stoneware mug', mugParts()))).toBe(true);
  expect(kept.length).toBeLessThan(modelBytesMax);
  const { issues } = await validator.validateBytes(new Uint8Array(kept));
  expect(issues).toMatchObject({ numErrors: 0, numWarnings: 0, numInfos: 0, numHints: 0 });
});

it("the demo's turn has every frame", async () => {
  const names = (await readdir(path.join(folder, 'turn'))).sort();
  expect(names).toEqual(Array.from({ length: 24 }, (_, at) => `${String(at).padStart(2, '0')}.webp`));
});
