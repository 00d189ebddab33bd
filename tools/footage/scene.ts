import sharp from 'sharp';
import { chapters, comingFrames, turnFrames } from '../../apps/demo/footage-plan.ts';
import { drawLayer, type Layer, lay, readLayer } from './layers.ts';
import { poseAt } from './pose.ts';
import { presenter } from './presenter.ts';
import { ease, noise } from './solid.ts';
import { spriteFile, spriteSize } from './sprites.ts';
import { backdrop, bench, plate, sceneHeight, sceneWidth } from './workshop.ts';

/** Where a product stands in its sprite, from the top. */
const spriteFoot = 326;
const glows: Readonly<Record<string, { readonly y: number; readonly radius: number }>> = {
  lantern: { y: 670, radius: 300 },
  candle: { y: 566, radius: 210 },
};
const steams = ['mug', 'teapot'];
const steamFoot = 600;

export interface Scene {
  /** Three bytes per pixel. */
  frame(chapter: number, frame: number): Promise<Buffer>;
  poster(chapter: number): Promise<Buffer>;
}

interface Still {
  readonly behind: Buffer;
  readonly bench: Layer;
  readonly shadow: Layer;
  readonly glows: ReadonlyMap<string, Layer>;
}

export async function createScene(): Promise<Scene> {
  const still = await drawStill();
  const frame = async (chapter: number, at: number) => {
    const canvas = Buffer.from(still.behind);
    lay(canvas, await drawLayer(presenter(poseAt(chapter, at)) + motes(at), 20, 150, 620, 650));
    lay(canvas, still.bench);
    await layGoods(canvas, still, chapter, at);
    return canvas;
  };
  return {
    frame,
    async poster(chapter) {
      const raw = { width: sceneWidth, height: sceneHeight, channels: 3 } as const;
      return sharp(await frame(chapter, comingFrames + 18), { raw })
        .webp({ quality: 84 })
        .toBuffer();
    },
  };
}

async function drawStill(): Promise<Still> {
  const wall = await drawLayer(backdrop(), 0, 0, sceneWidth, sceneHeight);
  const behind = Buffer.alloc(sceneWidth * sceneHeight * 3);
  lay(behind, wall);
  const glowing = Object.entries(glows).map(async ([name, { y, radius }]) => {
    const light = `<radialGradient id="warm"><stop offset="0" stop-color="#ffd98a" stop-opacity="0.62"/><stop offset="1" stop-color="#ffc96a" stop-opacity="0"/></radialGradient><circle cx="${plate.x}" cy="${y}" r="${radius}" fill="url(#warm)"/>`;
    return [name, await drawLayer(light, plate.x - radius, y - radius, radius * 2, radius * 2)] as const;
  });
  const shadow = `<filter id="b" x="-40%" y="-120%" width="180%" height="340%"><feGaussianBlur stdDeviation="9"/></filter><ellipse cx="${plate.x + 14}" cy="${plate.y + 6}" rx="104" ry="19" fill="#2b1608" opacity="0.5" filter="url(#b)"/>`;
  return {
    behind,
    bench: await drawLayer(bench(), 0, 660, sceneWidth, sceneHeight - 660),
    shadow: await drawLayer(shadow, plate.x - 160, plate.y - 60, 340, 130),
    glows: new Map(await Promise.all(glowing)),
  };
}

/** The product of the chapter; while it comes, the one before it goes. */
async function layGoods(canvas: Buffer, still: Still, chapter: number, frame: number): Promise<void> {
  const name = chapters[chapter]!;
  const turned = frame - comingFrames;
  if (turned >= 0) return layThing(canvas, still, name, turned, { shift: 0, grow: 1, shown: 1 });
  const part = frame / comingFrames;
  const gone = ease(part / 0.5);
  const there = ease((part - 0.36) / 0.5);
  const bounce = 1 + 0.09 * Math.sin(Math.PI * Math.min(1, Math.max(0, (part - 0.6) / 0.4)));
  const before = chapters[(chapter + chapters.length - 1) % chapters.length]!;
  if (gone < 1) await layThing(canvas, still, before, frame, { shift: 330 * gone ** 2, grow: 1, shown: 1 - gone ** 3 });
  if (there > 0) {
    await layThing(canvas, still, name, turned, { shift: 0, grow: (0.55 + 0.45 * there) * bounce, shown: there });
  }
}

interface Standing {
  readonly shift: number;
  readonly grow: number;
  readonly shown: number;
}

async function layThing(canvas: Buffer, still: Still, name: string, turned: number, standing: Standing): Promise<void> {
  const { grow, shown } = standing;
  const shift = Math.round(standing.shift);
  const size = Math.round(spriteSize * grow);
  const glow = still.glows.get(name);
  const circle = (turned / turnFrames) * Math.PI * 2;
  const flicker = 0.94 + 0.035 * Math.sin(circle * 5) + 0.025 * Math.sin(circle * 9 + 1);
  if (glow) lay(canvas, { ...glow, left: glow.left + shift }, shown * flicker);
  lay(canvas, { ...still.shadow, left: still.shadow.left + shift }, shown);
  const left = plate.x + shift - Math.round(size / 2);
  const top = Math.round(plate.y + 4 - spriteFoot * grow);
  lay(canvas, await readLayer(spriteFile(name, turned), left, top, size), shown);
  if (!steams.includes(name)) return;
  lay(canvas, await drawLayer(steam(plate.x + shift, turned), plate.x + shift - 90, steamFoot - 110, 180, 120), shown);
}

function steam(x: number, frame: number): string {
  const phase = (frame / turnFrames) * Math.PI * 2;
  const wisps = [0, 1].map((index) => {
    const points = Array.from({ length: 9 }, (_, step) => {
      const rise = step / 8;
      const sway = 16 * rise * Math.sin(rise * 5 - phase * 2 + index * 2.4);
      return `${step === 0 ? 'M' : 'L'}${(x - 34 + index * 44 + sway).toFixed(1)} ${(steamFoot - rise * 92).toFixed(1)}`;
    });
    return `<path d="${points.join(' ')}" fill="none" stroke="url(#steam)" stroke-width="11" stroke-linecap="round" stroke-linejoin="round"/>`;
  });
  return `<linearGradient id="steam" x1="0" y1="1" x2="0" y2="0"><stop offset="0" stop-color="#fff" stop-opacity="0"/><stop offset="0.4" stop-color="#fff" stop-opacity="0.4"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></linearGradient>${wisps.join('')}`;
}

/** Dust in the light of the window: each speck comes back to where it was after one turn. */
function motes(frame: number): string {
  const part = frame < comingFrames ? 0 : (frame - comingFrames) / turnFrames;
  return Array.from({ length: 12 }, (_, index) => {
    const [u, v] = [noise(index * 3.7, 1, 0), noise(index * 5.1, 7, 0)];
    const turn = part * Math.PI * 2 + index;
    const [x, y] = [120 + u * 480 + 16 * Math.sin(turn), 180 + v * 440 + 12 * Math.cos(turn)];
    const [radius, shown] = [1.4 + 1.6 * u, 0.35 + 0.3 * Math.sin(turn + v * 6)];
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="#fff6dc" opacity="${shown.toFixed(2)}"/>`;
  }).join('');
}
