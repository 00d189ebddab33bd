import { labelled, plain, wood } from './paints.ts';
import { hex, lathe, mix, noise, type Painter, rod, type Surface } from './solid.ts';

const honey = hex('#d99a2b');

/** What is poured, filled and papered. */
export const roundGoods: Readonly<Record<string, () => Surface[]>> = { candle, bottle, tin, lantern };

function candle(): Surface[] {
  const wax: Painter = (u, v, [, y]) => {
    const [row, column] = [Math.floor(y / 0.12), u * 22];
    const shift = row % 2 === 0 ? 0 : 0.5;
    const [dx, dy] = [((column + shift) % 1) - 0.5, ((y / 0.12) % 1) - 0.5];
    const rim = Math.max(Math.abs(dx), 0.6 * Math.abs(dx) + Math.abs(dy)) > 0.4 ? 0.34 : 0;
    return { color: mix(mix(honey, [1, 0.86, 0.5], v * 0.5), [0.5, 0.28, 0.05], rim), gloss: 0.3, glow: 0.22 * v ** 4 };
  };
  const flame: Painter = (_u, v) => ({ color: mix([1, 0.95, 0.75], [1, 0.55, 0.12], v), gloss: 0, glow: 1 });
  return [
    lathe(
      [
        [0, 0],
        [0.44, 0],
        [0.47, 0.03],
        [0.47, 0.8],
        [0.47, 1.36],
        [0.44, 1.42],
      ],
      wax,
    ),
    lathe(
      [
        [0.44, 1.42],
        [0.36, 1.38],
        [0.2, 1.34],
        [0, 1.33],
      ],
      (_u, v) => ({ color: mix(honey, [1, 0.93, 0.66], v), gloss: 0.6, glow: 0.3 }),
    ),
    rod(
      [
        [0, 1.32, 0],
        [0.01, 1.42, 0],
        [0.02, 1.5, 0],
      ],
      0.02,
      plain('#3a2414'),
    ),
    lathe(
      [
        [0, 1.46],
        [0.08, 1.52],
        [0.1, 1.62],
        [0.05, 1.78],
        [0, 1.92],
      ],
      flame,
    ),
  ];
}

function bottle(): Surface[] {
  const oil: Painter = (_u, v, [, y]) => ({
    color: mix(hex('#4d6118'), hex('#a9a233'), y > 1.2 ? 0.15 : 0.35 * v),
    gloss: 1,
  });
  const label = labelled(oil, 0.34, 0.98, (across, up) => {
    if (Math.abs(across) > 0.93 || up < 0.05 || up > 0.95) return hex('#c9a25a');
    const leaf = (x: number, y: number, tilt: number) => {
      const [dx, dy] = [across - x, (up - y) * 0.9];
      const [along, aside] = [dx * Math.cos(tilt) + dy * Math.sin(tilt), dy * Math.cos(tilt) - dx * Math.sin(tilt)];
      return (along / 0.34) ** 2 + (aside / 0.1) ** 2 < 1;
    };
    if (leaf(-0.3, 0.62, 0.6) || leaf(0.3, 0.68, -0.5) || leaf(0, 0.42, 0.15)) return hex('#5d6f2b');
    if (Math.hypot(across - 0.05, (up - 0.6) * 0.9) < 0.11) return hex('#3d3420');
    return up < 0.2 && up > 0.14 && Math.abs(across) < 0.6 ? hex('#8a6a3c') : null;
  });
  const profile = [
    [0, 0],
    [0.38, 0],
    [0.43, 0.04],
    [0.44, 0.5],
    [0.44, 1.0],
    [0.38, 1.22],
    [0.18, 1.42],
    [0.14, 1.6],
    [0.14, 1.74],
  ] as const;
  return [
    lathe(profile, label),
    lathe(
      [
        [0.17, 1.72],
        [0.18, 1.76],
        [0.18, 1.9],
        [0.15, 1.98],
        [0, 1.98],
      ],
      plain('#b07a45', 0.2),
    ),
  ];
}

function tin(): Surface[] {
  const green: Painter = (u, _v, [, y]) => {
    const band = y > 1.16 || y < 0.12;
    const fret = band && Math.sin(u * Math.PI * 48) > 0.2 && (y > 1.2 ? y < 1.26 : y < 0.08);
    return { color: fret ? hex('#d8b765') : hex(band ? '#2b4a35' : '#3f6b4c'), gloss: 0.7 };
  };
  const label = labelled(green, 0.26, 1.04, (across, up) => {
    const [dx, dy] = [across, (up - 0.5) * 1.1];
    if (Math.abs(across) > 0.94 || Math.abs(up - 0.5) > 0.46) return hex('#d8b765');
    const stem = Math.abs(dx - 0.12 * dy) < 0.025 && dy < 0.3 && dy > -0.42;
    const blade = (side: number, y: number) =>
      ((dx - side * 0.26) / 0.28) ** 2 + ((dy - y - side * dx * 0.35) / 0.09) ** 2 < 1;
    if (stem || blade(1, 0.1) || blade(-1, -0.08) || blade(1, -0.26)) return hex('#4f7a5b');
    return (dx / 0.1) ** 2 + ((dy - 0.34) / 0.16) ** 2 < 1 ? hex('#6d9a6a') : null;
  });
  return [
    lathe(
      [
        [0, 0],
        [0.5, 0],
        [0.53, 0.03],
        [0.53, 0.7],
        [0.53, 1.32],
      ],
      label,
    ),
    lathe(
      [
        [0.55, 1.3],
        [0.56, 1.32],
        [0.56, 1.56],
        [0.52, 1.61],
        [0.3, 1.62],
        [0, 1.62],
      ],
      plain('#2b4a35', 0.75),
    ),
    lathe(
      [
        [0.1, 1.61],
        [0.08, 1.66],
        [0.13, 1.74],
        [0.08, 1.8],
        [0, 1.81],
      ],
      plain('#d8b765', 0.9),
    ),
  ];
}

function lantern(): Surface[] {
  const paper: Painter = (u, v) => {
    const rib = Math.abs(((v * 11) % 1) - 0.5) > 0.46;
    const blot = noise(u * 14, v * 5, 2) > 0.7 ? 0.12 : 0;
    const warm = mix(hex('#f7d494'), hex('#e39a48'), Math.abs(v - 0.45) * 1.7 + blot);
    return {
      color: rib ? mix(warm, hex('#8a5a2a'), 0.6) : warm,
      gloss: 0.02,
      glow: rib ? 0.06 : 0.3 - 0.42 * Math.abs(v - 0.45),
    };
  };
  const bulge = [
    [0.3, 0.3],
    [0.55, 0.42],
    [0.72, 0.72],
    [0.76, 1.04],
    [0.7, 1.36],
    [0.5, 1.66],
    [0.28, 1.76],
  ] as const;
  return [
    lathe(
      [
        [0, 0],
        [0.42, 0],
        [0.44, 0.05],
        [0.14, 0.1],
        [0.1, 0.3],
        [0.31, 0.32],
      ],
      wood('#6b4326', '#3a2110', 0.4),
    ),
    lathe(bulge, paper),
    lathe(
      [
        [0.29, 1.75],
        [0.3, 1.82],
        [0.1, 1.86],
        [0, 1.87],
      ],
      wood('#6b4326', '#3a2110', 0.4),
    ),
  ];
}
