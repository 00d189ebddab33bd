/** Solids of our own, as grids of points: enough geometry for a mug, a basket and a loaf of wool. */
export type Vec = readonly [x: number, y: number, z: number];

export interface Paint {
  /** Red, green and blue as they look, each from 0 to 1. */
  readonly color: Vec;
  /** From 0, chalk, to 1, wet glaze. */
  readonly gloss: number;
  /** Light of its own, from 0 to 1. */
  readonly glow?: number;
}

/** What is seen at a point: `u` runs around or along, `v` from the first to the last row. Null is a hole. */
export type Painter = (u: number, v: number, point: Vec) => Paint | null;

export interface Surface {
  readonly columns: number;
  readonly rows: number;
  readonly at: (u: number, v: number) => Vec;
  readonly paint: Painter;
  /** Whether its paint may be null somewhere. */
  readonly holed?: true;
}

/** A profile of (radius, height) turned around the axis, from the bottom to the top; the points are joined smoothly. */
export function lathe(profile: readonly (readonly [radius: number, height: number])[], paint: Painter): Surface {
  const along = curve(profile.map(([radius, height]) => [radius, height, 0]));
  return {
    ...{ columns: 96, rows: profile.length * 10, paint },
    at(u, v) {
      const [radius, height] = along(v);
      const turn = u * Math.PI * 2;
      return [Math.max(0, radius) * Math.sin(turn), height, Math.max(0, radius) * Math.cos(turn)];
    },
  };
}

/** A round rod along a path. */
export function rod(path: readonly Vec[], radius: number | ((v: number) => number), paint: Painter): Surface {
  const along = curve(path);
  const radiusAt = typeof radius === 'number' ? () => radius : radius;
  const normal = planeOf(path);
  return {
    ...{ columns: 20, rows: path.length * 12, paint },
    at(u, v) {
      const center = along(v);
      const way = unit(minus(along(Math.min(1, v + 0.004)), along(Math.max(0, v - 0.004))));
      const side = unit(cross(way, normal));
      const up = cross(side, way);
      const turn = u * Math.PI * 2;
      const [across, over] = [Math.cos(turn) * radiusAt(v), Math.sin(turn) * radiusAt(v)];
      return [0, 1, 2].map((axis) => center[axis]! + side[axis]! * across + up[axis]! * over) as unknown as Vec;
    },
  };
}

/** The normal of the plane that a path lies in, more or less; something across it when it is straight. */
function planeOf(path: readonly Vec[]): Vec {
  const first = path[0]!;
  let sum: Vec = [0, 0, 0];
  for (let index = 1; index + 1 < path.length; index++) {
    const turn = cross(minus(path[index]!, first), minus(path[index + 1]!, first));
    sum = [sum[0] + turn[0], sum[1] + turn[1], sum[2] + turn[2]];
  }
  if (Math.hypot(...sum) > 1e-6) return unit(sum);
  return Math.abs(minus(path.at(-1)!, first)[1]) > 0.5 ? [1, 0, 0] : [0, 1, 0];
}

/** A block with round edges between two heights; `square` 2 is an ellipse, 8 is nearly a box. */
export function block(size: Vec, bottom: number, square: number, paint: Painter): Surface {
  const [width, height, depth] = size;
  const power = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / square);
  return {
    ...{ columns: 96, rows: 40, paint },
    at(u, v) {
      const turn = u * Math.PI * 2;
      const rise = (v - 0.5) * Math.PI;
      const round = power(Math.cos(rise));
      return [
        (width / 2) * power(Math.sin(turn)) * round,
        bottom + (height / 2) * (1 + power(Math.sin(rise))),
        (depth / 2) * power(Math.cos(turn)) * round,
      ];
    },
  };
}

export function moved(surface: Surface, move: (point: Vec) => Vec): Surface {
  return { ...surface, at: (u, v) => move(surface.at(u, v)) };
}

/** A smooth curve through the points (Catmull-Rom). A point that is given twice makes a corner. */
export function curve(points: readonly Vec[]): (t: number) => Vec {
  return (t) => {
    const place = Math.min(points.length - 1.000001, Math.max(0, t * (points.length - 1)));
    const index = Math.floor(place);
    const part = place - index;
    const [a, b, c, d] = [-1, 0, 1, 2].map((step) => points[Math.min(points.length - 1, Math.max(0, index + step))]!);
    return [0, 1, 2].map((axis) => {
      const [p, q, r, s] = [a![axis]!, b![axis]!, c![axis]!, d![axis]!];
      const bend = 2 * p - 5 * q + 4 * r - s + part * (3 * q - p - 3 * r + s);
      return q + 0.5 * part * (r - p + part * bend);
    }) as unknown as Vec;
  };
}

export function minus(a: Vec, b: Vec): Vec {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function cross(a: Vec, b: Vec): Vec {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function unit(a: Vec): Vec {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}

export function mix(a: Vec, b: Vec, share: number): Vec {
  const part = Math.min(1, Math.max(0, share));
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
}

export function hex(text: string): Vec {
  return [1, 3, 5].map((from) => Number.parseInt(text.slice(from, from + 2), 16) / 255) as unknown as Vec;
}

/** Smooth noise between 0 and 1, the same for the same place. */
export function noise(x: number, y: number, z: number): number {
  const [ix, iy, iz] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [fx, fy, fz] = [ease(x - ix), ease(y - iy), ease(z - iz)];
  const corner = (dx: number, dy: number, dz: number) => chanceAt(ix + dx, iy + dy, iz + dz);
  const line = (dy: number, dz: number) => corner(0, dy, dz) * (1 - fx) + corner(1, dy, dz) * fx;
  const sheet = (dz: number) => line(0, dz) * (1 - fy) + line(1, dz) * fy;
  return sheet(0) * (1 - fz) + sheet(1) * fz;
}

export function ease(t: number): number {
  const part = Math.min(1, Math.max(0, t));
  return part * part * (3 - 2 * part);
}

function chanceAt(x: number, y: number, z: number): number {
  let bits = (Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263) ^ Math.imul(z, 2_147_483_647)) | 0;
  bits = Math.imul(bits ^ (bits >>> 13), 1_274_126_177);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}
