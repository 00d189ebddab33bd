/** A part of the mug: a mesh of one material. Lengths are in metres, y is up, colours are linear. */
export interface Part {
  readonly name: string;
  readonly roughness: number;
  readonly positions: readonly number[];
  readonly normals: readonly number[];
  readonly colours: readonly number[];
  readonly indices: readonly number[];
}

type Point = readonly [number, number];
type Colour = readonly [number, number, number];

const sides = 80;
const glaze: Colour = [0.56, 0.127, 0.028];
const glazeDark: Colour = [0.165, 0.042, 0.014];
const glazeLight: Colour = [0.8, 0.35, 0.15];
const clay: Colour = [0.5, 0.36, 0.24];
const cream: Colour = [0.84, 0.74, 0.57];

/** The demo shop's mug as a potter makes it: a line turned around an axis, and a handle put on. */
export function mugParts(): readonly Part[] {
  return [
    turned('foot', 0.95, along(foot, 10), () => clay),
    turned('outside', 0.32, along(outside, 34), glazed),
    turned('inside', 0.3, along(inside, 18), () => cream),
    handle(),
  ];
}

// Each line is [distance from the axis, height], from the middle of the foot up over the rim and down inside.
const foot: readonly Point[] = [
  ...([
    [0.0004, 0.004],
    [0.026, 0.0038],
    [0.0285, 0.0004],
    [0.0325, 0.0003],
  ] as const),
  ...([
    [0.0345, 0.003],
    [0.0362, 0.0075],
  ] as const),
];
const outside: readonly Point[] = [
  ...([
    [0.0362, 0.0075],
    [0.0402, 0.018],
    [0.0424, 0.035],
    [0.0431, 0.055],
  ] as const),
  ...([
    [0.0427, 0.075],
    [0.0423, 0.0905],
    [0.0417, 0.0948],
    [0.0403, 0.0962],
    [0.039, 0.0948],
  ] as const),
];
const inside: readonly Point[] = [
  ...([
    [0.039, 0.0948],
    [0.0387, 0.085],
    [0.0391, 0.055],
    [0.0385, 0.033],
    [0.0355, 0.017],
  ] as const),
  ...([
    [0.026, 0.0102],
    [0.012, 0.0088],
    [0.0004, 0.0086],
  ] as const),
];

/** Dark where the second glaze was dipped and ran, with the specks of iron that stoneware has. */
function glazed(angle: number, height: number): Colour {
  const edge =
    0.034 + 0.0045 * Math.sin(3 * angle + 0.6) + 0.003 * Math.sin(7 * angle) + 0.001 * Math.sin(11 * angle + 2);
  const dipped = smooth((edge - height) / 0.011 + 0.5);
  const rim = smooth((height - 0.0915) / 0.004);
  const base = mix(mix(glaze, glazeDark, dipped), glazeLight, rim * 0.85);
  return speck(angle, height) < 0.03 ? mix(base, [0.07, 0.03, 0.015], 0.34) : base;
}

function turned(
  name: string,
  roughness: number,
  line: readonly Point[],
  colourAt: (a: number, h: number) => Colour,
): Part {
  const rings = line.map(([radius, height], at) => {
    const [before, after] = [line[Math.max(0, at - 1)]!, line[Math.min(line.length - 1, at + 1)]!];
    const length = Math.hypot(after[0] - before[0], after[1] - before[1]);
    return { radius, height, out: (after[1] - before[1]) / length, up: (before[0] - after[0]) / length };
  });
  const mesh = { positions: [] as number[], normals: [] as number[], colours: [] as number[] };
  for (const { radius, height, out, up } of rings) {
    for (let side = 0; side <= sides; side += 1) {
      const angle = (side / sides) * 2 * Math.PI;
      const [x, z] = [Math.cos(angle), Math.sin(angle)];
      mesh.positions.push(radius * x, height, radius * z);
      mesh.normals.push(out * x, up, out * z);
      mesh.colours.push(...colourAt(angle % (2 * Math.PI), height));
    }
  }
  return { name, roughness, ...mesh, indices: quads(rings.length, sides + 1) };
}

function handle(): Part {
  const [steps, around] = [40, 16];
  const curve: readonly Point[] = [
    [0.0395, 0.077],
    [0.077, 0.086],
    [0.083, 0.03],
    [0.0385, 0.0275],
  ];
  const mesh = { positions: [] as number[], normals: [] as number[], colours: [] as number[] };
  for (let step = 0; step <= steps; step += 1) {
    const share = step / steps;
    const [x, y] = bezier(curve, share);
    const [ahead, behind] = [bezier(curve, Math.min(1, share + 0.01)), bezier(curve, Math.max(0, share - 0.01))];
    const length = Math.hypot(ahead[0] - behind[0], ahead[1] - behind[1]);
    const [across, up] = [(ahead[1] - behind[1]) / length, (behind[0] - ahead[0]) / length];
    // A strap: wider than thick, and wider where it meets the body.
    const wide = 0.0068 + 0.0022 * (2 * share - 1) ** 2;
    for (let side = 0; side <= around; side += 1) {
      const angle = (side / around) * 2 * Math.PI;
      const [thick, aside] = [0.0043 * Math.cos(angle), wide * Math.sin(angle)];
      mesh.positions.push(x + thick * across, y + thick * up, aside);
      const bend = Math.hypot(Math.cos(angle) / 0.0043, Math.sin(angle) / wide);
      const [outward, sideways] = [Math.cos(angle) / 0.0043 / bend, Math.sin(angle) / wide / bend];
      mesh.normals.push(outward * across, outward * up, sideways);
      mesh.colours.push(...glazed(0.2 * Math.sin(angle), y));
    }
  }
  return { name: 'handle', roughness: 0.32, ...mesh, indices: quads(steps + 1, around + 1) };
}

/** Two triangles between each four neighbours of a grid, their front to the outside. */
function quads(rows: number, columns: number): number[] {
  const indices: number[] = [];
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const [a, b] = [row * columns + column, row * columns + column + 1];
      indices.push(a, a + columns, b, b, a + columns, b + columns);
    }
  }
  return indices;
}

/** A smooth line through the points (Catmull-Rom), in equal shares of their number. */
function along(points: readonly Point[], steps: number): Point[] {
  return Array.from({ length: steps + 1 }, (_, step): Point => {
    const at = (step / steps) * (points.length - 1);
    const from = Math.min(Math.floor(at), points.length - 2);
    const near = (offset: number) => points[Math.min(points.length - 1, Math.max(0, from + offset))]!;
    const [a, b, c, d] = [near(-1), near(0), near(1), near(2)];
    const through = (axis: 0 | 1) => {
      const t = at - from;
      const [p, q, r, s] = [a[axis], b[axis], c[axis], d[axis]];
      return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
    };
    return [Math.max(0.0002, through(0)), through(1)];
  });
}

function bezier([a, b, c, d]: readonly Point[], t: number): Point {
  const at = (axis: 0 | 1) =>
    (1 - t) ** 3 * a![axis] + 3 * (1 - t) ** 2 * t * b![axis] + 3 * (1 - t) * t * t * c![axis] + t ** 3 * d![axis];
  return [at(0), at(1)];
}

/** The same speck at the same place, every time it is made: a number from 0 to 1. */
function speck(angle: number, height: number): number {
  let mixed =
    Math.imul(Math.round(angle * 500) + 1, 0x9e3779b1) ^ Math.imul(Math.round(height * 40_000) + 7, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}

function smooth(share: number): number {
  const held = Math.min(1, Math.max(0, share));
  return held * held * (3 - 2 * held);
}

function mix(one: Colour, other: Colour, share: number): Colour {
  return [0, 1, 2].map((at) => one[at]! + (other[at]! - one[at]!) * share) as unknown as Colour;
}
