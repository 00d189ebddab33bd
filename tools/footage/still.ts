import { mkdirSync } from 'node:fs';
import sharp from 'sharp';
import { meshOf, renderMeshes } from './raster.ts';
import { goodsNamed } from './sprites.ts';

const folder = 'apps/server/demo/pictures';
const side = 1200;
const papers: Readonly<Record<string, readonly [string, string]>> = {
  mug: ['#f7ead6', '#e9cda6'],
  teapot: ['#f3e3d3', '#deb895'],
  vase: ['#f4e6d8', '#e2c0a2'],
  bowl: ['#eef0e2', '#cdd5b6'],
  candle: ['#f6dfd0', '#dfae92'],
  bottle: ['#f5ecd4', '#e3cf9c'],
  tin: ['#f8e4d8', '#e9bfa6'],
  lantern: ['#6d5a55', '#3d2f30'],
  apron: ['#f7ebdc', '#e3c6a4'],
  board: ['#e9eee6', '#c2cfc0'],
  throw: ['#f4e7d4', '#e5c79b'],
  basket: ['#e7edf0', '#bccbd1'],
};
/** The whole thing, and a nearer look from the other side. */
const looks = [
  { turn: 0.06, lookAt: 0.92, span: 2.85, pitch: 0.26, foot: 0.815 },
  { turn: 0.9, lookAt: 1.05, span: 1.75, pitch: 0.42, foot: 0 },
] as const;

/** Two pictures of each of these products, for the catalog. */
export async function productPictures(names: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    console.log(`Picturing the ${name} ...`);
    const meshes = goodsNamed(name).map(meshOf);
    for (const [index, look] of looks.entries()) {
      const drawn = renderMeshes(meshes, { ...look, size: side });
      const thing = await sharp(drawn, { raw: { width: side, height: side, channels: 4 } })
        .png()
        .toBuffer();
      await sharp(Buffer.from(ground(name, look.foot)))
        .composite([{ input: thing }])
        .webp({ quality: 82 })
        .toFile(`${folder}/${name}-${index + 1}.webp`);
    }
  }
}

function ground(name: string, foot: number): string {
  const [light, dark] = papers[name]!;
  const glow = name === 'lantern' || name === 'candle';
  const shadow =
    foot > 0
      ? `<ellipse cx="640" cy="${foot * side}" rx="330" ry="58" fill="#2b1608" opacity="0.42" filter="url(#soft)"/>`
      : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${side} ${side}"><defs>
    <radialGradient id="paper" cx="0.36" cy="0.3" r="0.95"><stop offset="0" stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></radialGradient>
    <linearGradient id="table" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#2b1608" stop-opacity="0"/><stop offset="0.12" stop-color="#2b1608" stop-opacity="0.1"/><stop offset="1" stop-color="#2b1608" stop-opacity="0.2"/></linearGradient>
    <radialGradient id="warm"><stop offset="0" stop-color="#ffdf9b" stop-opacity="0.6"/><stop offset="1" stop-color="#ffcf7a" stop-opacity="0"/></radialGradient>
    <filter id="soft" x="-40%" y="-150%" width="180%" height="400%"><feGaussianBlur stdDeviation="30"/></filter></defs>
    <rect width="${side}" height="${side}" fill="url(#paper)"/><rect y="700" width="${side}" height="500" fill="url(#table)"/>
    ${glow ? `<circle cx="600" cy="${name === 'candle' ? 400 : 600}" r="560" fill="url(#warm)"/>` : ''}${shadow}</svg>`;
}
