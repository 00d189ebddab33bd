import sharp from 'sharp';
import { sceneWidth } from './workshop.ts';

/** A part of the picture, four bytes per pixel. */
export interface Layer {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** Draws the part of the scene that a box shows. */
export async function drawLayer(
  inside: string,
  left: number,
  top: number,
  width: number,
  height: number,
): Promise<Layer> {
  const box = `width="${width}" height="${height}" viewBox="${left} ${top} ${width} ${height}"`;
  const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${box}>${inside}</svg>`);
  return { left, top, width, height, pixels: await sharp(svg).ensureAlpha().raw().toBuffer() };
}

export async function readLayer(file: string, left: number, top: number, size: number): Promise<Layer> {
  const pixels = await sharp(file).ensureAlpha().resize(size, size).raw().toBuffer();
  return { left, top, width: size, height: size, pixels };
}

/** Lays one picture over another of three bytes per pixel; what hangs over the edge is cut off. */
export function lay(onto: Buffer, { left, top, width, height, pixels }: Layer, shown = 1): void {
  const rows = onto.length / 3 / sceneWidth;
  for (let y = Math.max(0, -top); y < Math.min(height, rows - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(width, sceneWidth - left); x++) {
      const from = (y * width + x) * 4;
      const alpha = (pixels[from + 3]! / 255) * shown;
      if (alpha === 0) continue;
      const to = ((y + top) * sceneWidth + x + left) * 3;
      for (let part = 0; part < 3; part++) {
        onto[to + part] = Math.round(onto[to + part]! * (1 - alpha) + pixels[from + part]! * alpha);
      }
    }
  }
}
