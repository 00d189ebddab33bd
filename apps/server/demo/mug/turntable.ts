import type { Part } from './mug-shape.ts';

/** A picture of light, three numbers a pixel. */
interface Film {
  readonly size: number;
  readonly light: Float32Array;
  readonly depth: Float32Array;
}

const tilt = 0.36;
const distance = 0.42;
const zoom = 2.4;
const middle = 0.046;
const sun = unit([-0.55, 0.9, 0.75]);
const window = unit([0.9, 0.35, 0.5]);

/**
 * The parts as a camera on a tripod sees them on a turntable: a square picture, three bytes a pixel. `turn` is from 0 to 1;
 * as it grows the near side moves to the right.
 */
export function photograph(parts: readonly Part[], turn: number, size: number): Buffer {
  const film = { size, light: new Float32Array(size * size * 3), depth: new Float32Array(size * size).fill(1e9) };
  layTable(film);
  for (const part of parts) for (let at = 0; at < part.indices.length; at += 3) drawTriangle(film, part, at, turn);
  const picture = Buffer.alloc(film.light.length);
  for (let at = 0; at < picture.length; at += 1) picture[at] = Math.round(255 * shown(film.light[at]!));
  return picture;
}

interface Corner {
  /** On the film, and how far away. */
  readonly x: number;
  readonly y: number;
  readonly far: number;
  readonly light: readonly [number, number, number];
}

/** Paper that grows darker to the foot, and the mug's shadow on it: it has none of its own there. */
function layTable({ size, light }: Film): void {
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const down = y / size;
      const [across, away] = [(x / size - 0.53) / 0.27, (down - 0.755) / 0.095];
      const shade = 1 - 0.62 * Math.exp(-1.5 * (across * across + away * away));
      const paper = [0.94 - 0.12 * down, 0.84 - 0.2 * down, 0.69 - 0.26 * down];
      for (let at = 0; at < 3; at += 1) light[(y * size + x) * 3 + at] = paper[at]! * shade;
    }
  }
}

function drawTriangle(film: Film, part: Part, first: number, turn: number): void {
  const [a, b, c] = [0, 1, 2].map((at) => seen(film, part, part.indices[first + at]!, turn)) as [
    Corner,
    Corner,
    Corner,
  ];
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (Math.abs(area) < 1e-9) return;
  const [left, right] = [Math.floor(Math.min(a.x, b.x, c.x)), Math.ceil(Math.max(a.x, b.x, c.x))];
  const [top, bottom] = [Math.floor(Math.min(a.y, b.y, c.y)), Math.ceil(Math.max(a.y, b.y, c.y))];
  for (let y = Math.max(0, top); y <= Math.min(film.size - 1, bottom); y += 1) {
    for (let x = Math.max(0, left); x <= Math.min(film.size - 1, right); x += 1) {
      const [px, py] = [x + 0.5, y + 0.5];
      const ofB = ((px - a.x) * (c.y - a.y) - (c.x - a.x) * (py - a.y)) / area;
      const ofC = ((b.x - a.x) * (py - a.y) - (px - a.x) * (b.y - a.y)) / area;
      const ofA = 1 - ofB - ofC;
      if (ofA < 0 || ofB < 0 || ofC < 0) continue;
      const at = y * film.size + x;
      const far = ofA * a.far + ofB * b.far + ofC * c.far;
      if (far >= film.depth[at]!) continue;
      film.depth[at] = far;
      for (let band = 0; band < 3; band += 1)
        film.light[at * 3 + band] = ofA * a.light[band]! + ofB * b.light[band]! + ofC * c.light[band]!;
    }
  }
}

function seen(film: Film, part: Part, index: number, turn: number): Corner {
  const at = index * 3;
  const [x, y, z] = turned(part.positions, at, turn);
  const normal = turned(part.normals, at, turn);
  const [up, near] = [y - middle, z];
  const [height, away] = [
    up * Math.cos(tilt) - near * Math.sin(tilt),
    distance - up * Math.sin(tilt) - near * Math.cos(tilt),
  ];
  const scale = (film.size * zoom) / away;
  const eye = unit([-x, distance * Math.sin(tilt) - up, distance * Math.cos(tilt) - z]);
  const colour = part.colours.slice(at, at + 3);
  return {
    x: film.size / 2 + x * scale,
    y: film.size * 0.5 - height * scale,
    far: away,
    light: lit(colour, normal, eye, { gloss: 1 - part.roughness, inside: part.name === 'inside' ? y / 0.095 : 1 }),
  };
}

/** Daylight from a window on the left, a weaker one on the right, and the sky; a glaze mirrors both windows. */
function lit(
  colour: readonly number[],
  normal: readonly number[],
  eye: readonly number[],
  { gloss, inside }: { gloss: number; inside: number },
): [number, number, number] {
  const sky = (0.34 + 0.2 * normal[1]!) * (0.35 + 0.65 * inside);
  const diffuse =
    sky + (0.72 * Math.max(0, dot(normal, sun)) + 0.2 * Math.max(0, dot(normal, window))) * (0.4 + 0.6 * inside);
  const mirror = (from: readonly number[], sharp: number) =>
    Math.max(0, dot(normal, unit(from.map((value, at) => value + eye[at]!)))) ** sharp;
  const edge = (1 - Math.max(0, dot(normal, eye))) ** 4;
  const shine = gloss * inside * (0.5 * mirror(sun, 70) + 0.22 * mirror(window, 38) + 0.13 * edge);
  return colour.map((value) => value * diffuse * 1.12 + shine) as [number, number, number];
}

function turned(values: readonly number[], at: number, turn: number): [number, number, number] {
  const angle = turn * 2 * Math.PI;
  const [x, y, z] = [values[at]!, values[at + 1]!, values[at + 2]!];
  return [x * Math.cos(angle) + z * Math.sin(angle), y, z * Math.cos(angle) - x * Math.sin(angle)];
}

/** Light as a screen takes it. */
function shown(light: number): number {
  const held = Math.min(1, Math.max(0, light));
  return held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055;
}

function unit(vector: readonly number[]): readonly number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one[0]! * other[0]! + one[1]! * other[1]! + one[2]! * other[2]!;
}
