import { cross, minus, type Paint, type Surface, unit, type Vec } from './solid.ts';

/** The grid of a surface, worked out once; it is turned anew for each picture. */
export interface Mesh {
  readonly surface: Surface;
  readonly points: Float64Array;
  readonly normals: Float64Array;
}

export interface View {
  /** Of the square picture, in pixels. */
  readonly size: number;
  /** How far the thing has turned, in full turns. */
  readonly turn: number;
  /** The height that the camera looks at, and how much of the world fits. */
  readonly lookAt: number;
  readonly span: number;
  /** Radians that the camera looks down. */
  readonly pitch: number;
}

const cameraDistance = 9;
const lights = [light([-0.55, 0.78, 0.62], [1.06, 0.96, 0.82]), light([0.85, 0.18, 0.42], [0.2, 0.24, 0.3])] as const;
const sky: Vec = [0.4, 0.37, 0.34];
const ground: Vec = [0.3, 0.2, 0.13];

export function meshOf(surface: Surface): Mesh {
  const { columns, rows } = surface;
  const points = new Float64Array((columns + 1) * (rows + 1) * 3);
  const normals = new Float64Array(points.length);
  const step = 1e-3;
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const [u, v] = [column / columns, row / rows];
      const [v0, v1] = [Math.max(0, v - step), Math.min(1, v + step)];
      const across = minus(surface.at(u + step, v), surface.at(u - step, v));
      const along = minus(surface.at(u, v1), surface.at(u, v0));
      const at = (row * (columns + 1) + column) * 3;
      points.set(surface.at(u, v), at);
      normals.set(unit(cross(across, along)), at);
    }
  }
  return { surface, points, normals };
}

/** A picture with transparency, four bytes per pixel, of meshes that turn together on a plate. */
export function renderMeshes(meshes: readonly Mesh[], view: View, samples = 2): Buffer {
  const side = view.size * samples;
  const canvas = { side, color: new Float32Array(side * side * 4), depth: new Float32Array(side * side).fill(-1e9) };
  for (const mesh of meshes) drawMesh(canvas, mesh, view);
  return shrink(canvas.color, view.size, samples);
}

interface Canvas {
  readonly side: number;
  readonly color: Float32Array;
  readonly depth: Float32Array;
}

/** First what is seen of each triangle, then its paint: a point that something nearer hides costs nothing. */
function drawMesh(canvas: Canvas, mesh: Mesh, view: View): void {
  const { columns, rows } = mesh.surface;
  const placed = place(mesh, canvas.side, view);
  const found: Found = {
    triangle: new Int32Array(canvas.side ** 2).fill(-1),
    weights: new Float32Array(canvas.side ** 2 * 2),
  };
  const triangles = new Int32Array(rows * columns * 6);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [low, high] = [row * (columns + 1) + column, (row + 1) * (columns + 1) + column];
      triangles.set([low, low + 1, high + 1, low, high + 1, high], (row * columns + column) * 6);
    }
  }
  for (let at = 0; at < triangles.length; at += 3) findTriangle(canvas, mesh, placed, triangles, at, found);
  for (let pixel = 0; pixel < found.triangle.length; pixel++) {
    const at = found.triangle[pixel]!;
    if (at < 0) continue;
    const [wb, wc] = [found.weights[pixel * 2]!, found.weights[pixel * 2 + 1]!];
    const paint = paintAt(mesh, triangles, at, wb, wc);
    const normal = unit(blended(placed.normals, triangles, at, wb, wc));
    if (!paint) continue;
    canvas.color.set(lit(paint, normal[2] < 0 ? [-normal[0], -normal[1], -normal[2]] : normal), pixel * 4);
    canvas.color[pixel * 4 + 3] = 1;
  }
}

interface Found {
  readonly triangle: Int32Array;
  readonly weights: Float32Array;
}

interface Placed {
  /** x and y in pixels, nearness. */
  readonly seen: Float64Array;
  readonly normals: Float64Array;
}

function place(mesh: Mesh, side: number, view: View): Placed {
  const seen = new Float64Array(mesh.points.length);
  const normals = new Float64Array(mesh.points.length);
  const spin = turner(view);
  for (let at = 0; at < seen.length; at += 3) {
    const point = [mesh.points[at]!, mesh.points[at + 1]! - view.lookAt, mesh.points[at + 2]!] as const;
    const [x, y, z] = spin(point);
    const scale = (cameraDistance / (cameraDistance - z)) * (side / view.span);
    seen.set([side / 2 + x * scale, side / 2 - y * scale, z], at);
    normals.set(spin([mesh.normals[at]!, mesh.normals[at + 1]!, mesh.normals[at + 2]!]), at);
  }
  return { seen, normals };
}

function turner({ turn, pitch }: View): (point: Vec) => Vec {
  const [sin, cos] = [Math.sin(turn * Math.PI * 2), Math.cos(turn * Math.PI * 2)];
  const [down, ahead] = [Math.sin(pitch), Math.cos(pitch)];
  return ([x, y, z]) => {
    const [turnedX, turnedZ] = [x * cos + z * sin, z * cos - x * sin];
    return [turnedX, y * ahead - turnedZ * down, turnedZ * ahead + y * down];
  };
}

function findTriangle(
  canvas: Canvas,
  mesh: Mesh,
  placed: Placed,
  triangles: Int32Array,
  at: number,
  found: Found,
): void {
  const { seen } = placed;
  const [a, b, c] = [triangles[at]! * 3, triangles[at + 1]! * 3, triangles[at + 2]! * 3];
  const [ax, ay, bx, by] = [seen[a]!, seen[a + 1]!, seen[b]!, seen[b + 1]!];
  const [cx, cy] = [seen[c]!, seen[c + 1]!];
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (area === 0) return;
  const { side } = canvas;
  const [left, right] = [Math.max(0, Math.ceil(Math.min(ax, bx, cx))), Math.min(side - 1, Math.max(ax, bx, cx))];
  const [top, bottom] = [Math.max(0, Math.ceil(Math.min(ay, by, cy))), Math.min(side - 1, Math.max(ay, by, cy))];
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const wb = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
      const wc = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
      if (wb < 0 || wc < 0 || wb + wc > 1) continue;
      const z = (1 - wb - wc) * seen[a + 2]! + wb * seen[b + 2]! + wc * seen[c + 2]!;
      const pixel = y * side + x;
      if (z <= canvas.depth[pixel]!) continue;
      if (mesh.surface.holed && !paintAt(mesh, triangles, at, wb, wc)) continue;
      canvas.depth[pixel] = z;
      found.triangle[pixel] = at;
      found.weights[pixel * 2] = wb;
      found.weights[pixel * 2 + 1] = wc;
    }
  }
}

function blended(values: Float64Array, triangles: Int32Array, at: number, wb: number, wc: number): Vec {
  const [a, b, c] = [triangles[at]! * 3, triangles[at + 1]! * 3, triangles[at + 2]! * 3];
  const wa = 1 - wb - wc;
  return [
    wa * values[a]! + wb * values[b]! + wc * values[c]!,
    wa * values[a + 1]! + wb * values[b + 1]! + wc * values[c + 1]!,
    wa * values[a + 2]! + wb * values[b + 2]! + wc * values[c + 2]!,
  ];
}

function paintAt(mesh: Mesh, triangles: Int32Array, at: number, wb: number, wc: number): Paint | null {
  const { columns, rows, paint } = mesh.surface;
  const [a, b, c] = [triangles[at]!, triangles[at + 1]!, triangles[at + 2]!];
  const wa = 1 - wb - wc;
  const width = columns + 1;
  const u = (wa * (a % width) + wb * (b % width) + wc * (c % width)) / columns;
  const v = (wa * Math.floor(a / width) + wb * Math.floor(b / width) + wc * Math.floor(c / width)) / rows;
  return paint(u, v, blended(mesh.points, triangles, at, wb, wc));
}

function lit({ color, gloss, glow = 0 }: Paint, normal: Vec): Vec {
  const [nx, ny, nz] = normal;
  const share = 0.5 + 0.5 * ny;
  const edge = (1 - Math.max(0, nz)) ** 3 * 0.22 * gloss;
  const [key, fill] = lights;
  const keyFacing = Math.max(0, (nx * key.way[0] + ny * key.way[1] + nz * key.way[2] + 0.22) / 1.22);
  const fillFacing = Math.max(0, (nx * fill.way[0] + ny * fill.way[1] + nz * fill.way[2] + 0.22) / 1.22);
  const mirror = Math.max(0, nx * key.half[0] + ny * key.half[1] + nz * key.half[2]);
  const shine = gloss > 0 ? gloss * (0.5 * mirror ** 70 + 0.13 * mirror ** 12) : 0;
  const along = (axis: 0 | 1 | 2): number => {
    const soft = ground[axis] + (sky[axis] - ground[axis]) * share + glow * 1.2;
    const light = soft + key.color[axis] * keyFacing + fill.color[axis] * fillFacing;
    return color[axis] ** 2.2 * light + edge * sky[axis] + key.color[axis] * shine;
  };
  return [along(0), along(1), along(2)];
}

function light(from: Vec, color: Vec) {
  const way = unit(from);
  return { way, color, half: unit([way[0], way[1], way[2] + 1]) };
}

/** The mean of each square of samples, as bytes. */
function shrink(color: Float32Array, size: number, samples: number): Buffer {
  const bytes = Buffer.alloc(size * size * 4);
  const side = size * samples;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0, 0];
      for (let index = 0; index < samples * samples; index++) {
        const from = ((y * samples + Math.floor(index / samples)) * side + x * samples + (index % samples)) * 4;
        for (let part = 0; part < 4; part++) sum[part]! += color[from + part]!;
      }
      const whole = sum[3]! || 1;
      const to = (y * size + x) * 4;
      for (let part = 0; part < 3; part++) {
        const value = sum[part]! / whole;
        // A gentle shoulder, so that highlights keep their color.
        bytes[to + part] = Math.round(255 * Math.min(1, (value / (1 + 0.18 * value * value)) ** (1 / 2.2)));
      }
      bytes[to + 3] = Math.round((255 * sum[3]!) / (samples * samples));
    }
  }
  return bytes;
}
