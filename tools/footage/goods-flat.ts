import { plain, wood, woven } from './paints.ts';
import { block, ease, hex, lathe, mix, moved, noise, type Painter, rod, type Surface, type Vec } from './solid.ts';

/** What is woven, cut and folded. */
export const flatGoods: Readonly<Record<string, () => Surface[]>> = { apron, board, throw: throwBlanket, basket };

function apron(): Surface[] {
  const linen = hex('#8b9a6b');
  const stitch = hex('#d9dfc2');
  const cloth = woven((u, v) => {
    const [x, y] = [(u - 0.5) * 1.7, v * 1.9];
    const pocket = Math.abs(x) < 0.42 && y > 0.42 && y < 0.84;
    const hem = pocket && (Math.abs(x) > 0.39 || y > 0.79 || y < 0.45 || (Math.abs(x) < 0.012 && y < 0.8));
    return hem ? mix(linen, stitch, 0.55) : pocket ? mix(linen, [0.3, 0.35, 0.2], 0.22) : linen;
  }, 260);
  const outline: Painter = (u, v, point) => (Math.abs(u - 0.5) * 1.7 > halfWidth(v * 1.9) ? null : cloth(u, v, point));
  const sheet: Surface = {
    ...{ columns: 90, rows: 60, paint: outline, holed: true },
    at(u, v) {
      const [x, y] = [(u - 0.5) * 1.7, v * 1.9];
      const loose = 1 - v * 0.8;
      const fold = 0.1 * Math.sin(x * 7 + 0.6) * loose + 0.045 * Math.sin(x * 15 + 1) * loose;
      return [x * (0.93 + 0.07 * v), y + 0.06, 0.26 - 0.32 * x * x + fold];
    },
  };
  const strap = (side: number): Vec[] => [
    [0.29 * side, 1.93, 0.24],
    [0.24 * side, 2.08, 0.06],
    [0, 2.13, -0.14],
  ];
  const tie = (side: number): Vec[] => [
    [0.74 * side, 1.12, 0.1],
    [0.86 * side, 0.98, -0.08],
    [0.84 * side, 0.7, -0.12],
  ];
  const stand = wood('#8a5f3a', '#4b2f19');
  return [
    ...[sheet, ...[-1, 1].map((side) => rod(strap(side), 0.03, plain('#6f7d52', 0.02)))],
    ...[-1, 1].map((side) => rod(tie(side), 0.024, plain('#6f7d52', 0.02))),
    ...[
      rod(
        [
          [0, 0.04, -0.12],
          [0, 1, -0.12],
          [0, 2.13, -0.12],
        ],
        0.035,
        stand,
      ),
      lathe(
        [
          [0, 0],
          [0.4, 0],
          [0.42, 0.03],
          [0.36, 0.07],
          [0, 0.08],
        ],
        stand,
      ),
    ],
  ];
}

/** Half of the apron's width at a height: skirt, waist, bib. */
function halfWidth(y: number): number {
  if (y < 0.1) return 0.72 + 0.1 * Math.sqrt(Math.max(0, y) * 10);
  if (y < 1.12) return 0.82 - 0.06 * (y - 0.1);
  return 0.76 - 0.44 * ease((y - 1.12) / 0.42);
}

function board(): Surface[] {
  const oak = wood('#d3a56f', '#8e5d30', 0.35);
  const lean = ([x, y, z]: Vec): Vec => [x, y * 0.985 + 0.02, z - y * 0.1 + 0.12];
  const hole: Painter = (u, v, point) => (Math.hypot(point[0], point[1] - 1.92) < 0.075 ? null : oak(u, v, point));
  return [
    moved(block([1.16, 1.62, 0.15], 0, 7, oak), lean),
    moved({ ...block([0.36, 0.62, 0.13], 1.46, 4, hole), holed: true }, lean),
    moved(block([0.4, 0.38, 0.4], 0, 2, tomato), ([x, y, z]) => [x + 0.48, y, z + 0.44]),
    moved(block([0.26, 0.25, 0.26], 0, 2, tomato), ([x, y, z]) => [x + 0.14, y, z + 0.56]),
    ...[-1, 0, 1].map((way) =>
      rod(
        [
          [0.48, 0.37, 0.44],
          [0.48 + 0.07 * way, 0.42, 0.48],
          [0.48 + 0.14 * way, 0.4, 0.5 - 0.06 * way],
        ],
        0.017,
        plain('#4e7a3a'),
      ),
    ),
  ];
}

const tomato: Painter = (_u, v) => ({ color: mix(hex('#b93622'), hex('#dc6a3c'), v * 0.5), gloss: 0.8 });

function throwBlanket(): Surface[] {
  const [dusk, pale] = [hex('#4d5c8a'), hex('#cfd6ea')];
  const layer = (bottom: number, width: number, shift: number) => {
    const wool: Painter = (u, v, [x, y, z]) => {
      const stripe = Math.abs(((x * 2.1 + 10.25 + shift) % 1) - 0.5) < 0.1;
      const hair = noise(x * 50, y * 50, z * 50);
      const knit = 0.14 * Math.sin(x * 95) * Math.sin((z + y) * 95);
      return {
        color: mix(mix(stripe ? pale : dusk, [0.1, 0.12, 0.22], 0.14 + knit), [1, 1, 1], 0.12 * hair + 0.03 * (u + v)),
        gloss: 0,
      };
    };
    return moved(block([width, 0.34, 1.18], bottom, 3.4, wool), ([x, y, z]) => [
      x + shift * 0.06,
      y + 0.03 * Math.sin(x * 4 + shift * 3) + 0.02 * Math.sin(z * 6),
      z,
    ]);
  };
  const fringe = Array.from({ length: 21 }, (_, index) => {
    const x = -0.72 + index * 0.072;
    const sway = 0.03 * Math.sin(index * 2.3);
    return rod(
      [
        [x, 0.86, 0.56],
        [x + sway * 0.5, 0.72, 0.66],
        [x + sway, 0.5, 0.67],
      ],
      0.022,
      plain('#cfd6ea', 0),
    );
  });
  return [layer(0, 1.62, 0.1), layer(0.3, 1.56, -0.4), layer(0.6, 1.58, 0.55), layer(0.88, 1.52, -0.1), ...fringe];
}

function basket(): Surface[] {
  const [pale, deep] = [hex('#cfa365'), hex('#7b5329')];
  const willow: Painter = (u, _v, [, y]) => {
    const row = Math.floor(y / 0.085);
    const over = Math.sin(u * Math.PI * 44 + (row % 2) * Math.PI);
    const round = Math.abs(((y / 0.085) % 1) - 0.5) * 2;
    return { color: mix(pale, deep, 0.25 + 0.35 * round - 0.3 * over), gloss: 0.2 };
  };
  const weave = (radius: number, y: number) => (u: number) =>
    radius + 0.02 * Math.sin(u * Math.PI * 44 + (Math.floor(y / 0.085) % 2) * Math.PI);
  const body = lathe(
    [
      [0, 0],
      [0.6, 0],
      [0.66, 0.04],
      [0.76, 0.4],
      [0.86, 0.86],
    ],
    willow,
  );
  const bumpy: Surface = {
    ...body,
    at(u, v) {
      const [x, y, z] = body.at(u, v);
      const radius = Math.hypot(x, z);
      if (radius < 0.5) return [x, y, z];
      const share = weave(radius, y)(u) / radius;
      return [x * share * 1.1, y, z * share * 0.86];
    },
  };
  const oval = Array.from({ length: 25 }, (_, index): Vec => {
    const turn = (index / 24) * Math.PI * 2;
    return [0.96 * Math.sin(turn), 0.88, 0.75 * Math.cos(turn)];
  });
  const arch: Vec[] = [
    [-0.94, 0.84, 0],
    [-0.9, 1.4, 0],
    [-0.5, 1.86, 0],
    [0, 2, 0],
    [0.5, 1.86, 0],
    [0.9, 1.4, 0],
    [0.94, 0.84, 0],
  ];
  const loaf: Painter = (_u, v, [x, , z]) => ({
    color: mix(hex('#a8672f'), hex('#e9c48b'), v * (Math.abs(Math.sin(x * 11 + z * 3)) > 0.82 ? 1 : 0.35)),
    gloss: 0.15,
  });
  return [
    ...[bumpy, rod(oval, 0.06, plain('#8a5f31', 0.25)), rod(arch, 0.06, willow)],
    moved(block([0.9, 0.44, 0.42], 0.66, 2, loaf), ([x, y, z]) => [x * 0.94 + z * 0.3, y, z + 0.1]),
    moved(block([0.4, 0.42, 0.4], 0.66, 2, plain('#c8562e', 0.5)), ([x, y, z]) => [x + 0.46, y, z - 0.32]),
    moved(block([0.36, 0.38, 0.36], 0.66, 2, plain('#7d9a4f', 0.5)), ([x, y, z]) => [x - 0.5, y, z + 0.22]),
  ];
}
