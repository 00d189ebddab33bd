import { glazed, plain, wood } from './paints.ts';
import { block, hex, lathe, mix, moved, noise, type Painter, rod, type Surface, type Vec } from './solid.ts';

/** What is thrown and turned. */
export const clayGoods: Readonly<Record<string, () => Surface[]>> = { mug, teapot, vase, bowl };

function mug(): Surface[] {
  const glaze = glazed('#c8642f', '#cfa67f', 0.34);
  const inside = plain('#7e3a1c', 0.5);
  const profile = [
    [0, 0],
    [0.4, 0],
    [0.5, 0.03],
    [0.55, 0.2],
    [0.6, 0.7],
    [0.6, 1.2],
    [0.6, 1.34],
  ] as const;
  const wall = [
    [0.6, 1.34],
    [0.565, 1.37],
    [0.53, 1.34],
    [0.53, 0.9],
    [0.5, 0.3],
    [0, 0.22],
  ] as const;
  const handle: Vec[] = [
    [0.575, 1.14, 0],
    [0.78, 1.2, 0],
    [1.0, 0.96, 0],
    [0.94, 0.58, 0],
    [0.7, 0.38, 0],
    [0.575, 0.36, 0],
  ];
  const coffee = lathe(
    [
      [0.53, 1.12],
      [0.3, 1.12],
      [0, 1.12],
    ],
    plain('#3a2013', 0.9),
  );
  return [lathe(profile, glaze), lathe(wall, inside), coffee, rod(handle, (v) => 0.085 + 0.025 * (1 - v), glaze)];
}

function teapot(): Surface[] {
  const glaze = glazed('#5f7f86', '#b98d66', 0.16);
  const body = [
    [0, 0],
    [0.42, 0],
    [0.5, 0.04],
    [0.74, 0.34],
    [0.8, 0.66],
    [0.66, 0.98],
    [0.4, 1.12],
    [0.34, 1.14],
  ] as const;
  const lid = [
    [0.36, 1.13],
    [0.34, 1.18],
    [0.18, 1.26],
    [0.05, 1.29],
    [0.06, 1.36],
    [0.1, 1.42],
    [0.06, 1.49],
    [0, 1.5],
  ] as const;
  const spout: Vec[] = [
    [0.62, 0.5, 0],
    [0.9, 0.6, 0],
    [1.02, 0.9, 0],
    [1.2, 1.14, 0],
  ];
  const handle: Vec[] = [
    [-0.66, 0.92, 0],
    [-0.98, 1.04, 0],
    [-1.16, 0.78, 0],
    [-1.02, 0.46, 0],
    [-0.7, 0.38, 0],
  ];
  return [lathe(body, glaze), lathe(lid, glaze), rod(spout, (v) => 0.19 - 0.11 * v, glaze), rod(handle, 0.075, glaze)];
}

function vase(): Surface[] {
  const ash = glazed('#8fa07c', '#a9764d', 0.5, 0.65);
  const profile = [
    [0, 0],
    [0.3, 0],
    [0.36, 0.03],
    [0.6, 0.42],
    [0.66, 0.8],
    [0.5, 1.2],
    [0.24, 1.44],
    [0.2, 1.6],
    [0.3, 1.74],
  ] as const;
  const stems: Surface[] = [-0.3, 0.05, 0.34].map((lean, index) => {
    const path: Vec[] = [
      [0, 1.3, 0],
      [lean * 0.4, 1.7, 0.06 * index],
      [lean, 1.98 - 0.06 * index, 0.12 * index],
    ];
    return rod(path, 0.016, plain('#7d7440'));
  });
  const ears = [-0.3, 0.05, 0.34].map((lean, index) =>
    moved(block([0.14, 0.3, 0.14], 0, 2, plain('#e4c98b')), ([x, y, z]) => [
      x + lean + lean * 0.5 * y,
      y + 1.92 - 0.06 * index,
      z + 0.12 * index,
    ]),
  );
  return [
    lathe(profile, ash),
    lathe(
      [
        [0.3, 1.74],
        [0.25, 1.72],
        [0.16, 1.58],
        [0, 1.5],
      ],
      plain('#4a4a36'),
    ),
    ...stems,
    ...ears,
  ];
}

function bowl(): Surface[] {
  const walnut = wood('#8a5a37', '#43260f', 0.5);
  const outside = [
    [0, 0],
    [0.34, 0],
    [0.36, 0.06],
    [0.7, 0.3],
    [0.95, 0.62],
    [1.02, 0.78],
  ] as const;
  const inside = [
    [1.02, 0.78],
    [0.98, 0.8],
    [0.9, 0.64],
    [0.62, 0.3],
    [0, 0.16],
  ] as const;
  const fruit = ([x, y, z]: Vec, radius: number, color: string) =>
    moved(block([radius * 2, radius * 2, radius * 2], 0, 2, blushing(color)), (p) => [p[0] + x, p[1] + y, p[2] + z]);
  return [
    ...[lathe(outside, walnut), lathe(inside, walnut)],
    fruit([-0.34, 0.42, 0.2], 0.31, '#c9503a'),
    fruit([0.34, 0.44, 0.12], 0.29, '#d9a441'),
    fruit([0.02, 0.46, -0.36], 0.32, '#8ea04f'),
    rod(
      [
        [-0.34, 1.02, 0.2],
        [-0.33, 1.1, 0.2],
        [-0.28, 1.17, 0.2],
      ],
      0.02,
      plain('#4a2f18'),
    ),
  ];
}

function blushing(color: string): Painter {
  const base = hex(color);
  return (_u, v, [x, y, z]) => ({
    color: mix(base, [0.95, 0.75, 0.4], 0.5 * v * noise(x * 5, y * 5, z * 5)),
    gloss: 0.35,
  });
}
