import { hex, mix, noise, type Painter, type Vec } from './solid.ts';

/** One even color. */
export function plain(color: string, gloss = 0.15): Painter {
  const paint = { color: hex(color), gloss };
  return () => paint;
}

/** Glaze that ran over a body and stopped above the foot; speckled, as iron in clay makes it. */
export function glazed(glaze: string, clay: string, edge: number, gloss = 0.8): Painter {
  const [over, under] = [hex(glaze), hex(clay)];
  const pale = mix(over, [1, 0.97, 0.9], 0.3);
  return (u, _v, [x, y, z]) => {
    const run = edge + 0.05 * Math.sin(u * 25) + 0.06 * noise(u * 9, 3, 1);
    if (y < run) return { color: mix(under, [1, 1, 1], 0.1 * noise(x * 30, y * 30, z * 30)), gloss: 0.05 };
    const thick = noise(x * 2.2, y * 2.2, z * 2.2);
    const base = mix(over, pale, 0.55 * thick + (y - run < 0.06 ? 0.5 : 0));
    const speckled = noise(x * 34, y * 34, z * 34) > 0.83;
    return { color: speckled ? mix(base, [0.2, 0.11, 0.06], 0.55) : base, gloss };
  };
}

/** Long grain along the height. */
export function wood(light: string, dark: string, gloss = 0.25): Painter {
  const [pale, deep] = [hex(light), hex(dark)];
  return (_u, _v, [x, y, z]) => {
    const warp = noise(x * 1.4, y * 0.7, z * 1.4) * 5;
    const ring = 0.5 + 0.5 * Math.sin((x * 9 + z * 9 + warp) * 3.1);
    const fibre = noise(x * 42, y * 2.2, z * 42);
    return { color: mix(pale, deep, 0.55 * ring ** 3 + 0.3 * fibre), gloss };
  };
}

/** Cloth: a fine weave over a color that may depend on the place. */
export function woven(colorAt: (u: number, v: number) => Vec, threads: number): Painter {
  return (u, v) => {
    const warp = Math.sin(u * threads) * Math.sin(v * threads * 1.1);
    return { color: mix(colorAt(u, v), [0.1, 0.08, 0.06], 0.1 + 0.08 * warp), gloss: 0.02 };
  };
}

/** A paper label wrapped around part of a body. */
export function labelled(body: Painter, from: number, to: number, drawing: (across: number, up: number) => Vec | null) {
  const paper = hex('#f6ecd8');
  const painter: Painter = (u, v, point) => {
    const across = ((u + 0.5) % 1) - 0.5;
    const up = (point[1] - from) / (to - from);
    if (up < 0 || up > 1 || Math.abs(across) > 0.21) return body(u, v, point);
    return { color: drawing(across / 0.21, up) ?? paper, gloss: 0.04 };
  };
  return painter;
}
