import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { turnFrames } from '../../apps/demo/footage-plan.ts';
import { clayGoods } from './goods-clay.ts';
import { flatGoods } from './goods-flat.ts';
import { roundGoods } from './goods-round.ts';
import { type Mesh, meshOf, renderMeshes } from './raster.ts';
import type { Surface } from './solid.ts';

export const spriteSize = 380;
/** Turning takes minutes to draw, so it is kept; delete the folder after a change of a product. */
const folder = '.cache/footage';
const view = { lookAt: 1, span: 2.7, pitch: 0.26 };
const goods = { ...clayGoods, ...roundGoods, ...flatGoods };
const meshes = new Map<string, readonly Mesh[]>();

/** Draws one whole turn of a product, as far as that is not done yet. */
export async function drawTurn(name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (let frame = 0; frame < turnFrames; frame++) {
    const file = spriteFile(name, frame);
    if (existsSync(file)) continue;
    await picture(name, spriteSize, frame / turnFrames).toFile(file);
  }
}

export function spriteFile(name: string, frame: number): string {
  return join(folder, `${name}-${(frame + turnFrames) % turnFrames}.png`);
}

export function goodsNamed(name: string): Surface[] {
  const make = goods[name];
  if (!make) throw new Error(`There is no drawing of ${name}.`);
  return make();
}

function picture(name: string, size: number, turn: number): Sharp {
  const drawn = renderMeshes(meshesOf(name), { ...view, size, turn });
  return sharp(drawn, { raw: { width: size, height: size, channels: 4 } }).png({ compressionLevel: 3 });
}

function meshesOf(name: string): readonly Mesh[] {
  const known = meshes.get(name) ?? goodsNamed(name).map(meshOf);
  meshes.set(name, known);
  return known;
}
