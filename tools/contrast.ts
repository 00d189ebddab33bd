/** A colour as the sheet writes it: `#rrggbb`, or `rgb(r g b / a%)`. */
export type Colour = string;

/** How well letters stand out on a ground, from 1 to 21, as WCAG 2 counts it. `below` is what shines through a clear ground. */
export function contrast(letters: Colour, ground: Colour, below: Colour = '#ffffff'): number {
  const lights = [light(over(ground, below)), light(over(letters, ground))].sort((one, other) => other - one);
  return (lights[0]! + 0.05) / (lights[1]! + 0.05);
}

/** The values of one block of custom properties, such as `:root`'s, from the text of a style sheet. */
export function valuesIn(sheet: string, opening: string): Record<string, string> {
  const start = sheet.indexOf(opening);
  if (start === -1) throw new Error(`The sheet has no "${opening}".`);
  const block = sheet.slice(start + opening.length, sheet.indexOf('}', start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name!, value!]));
}

interface Parts {
  readonly rgb: readonly number[];
  readonly alpha: number;
}

function over(colour: Colour, below: Colour): Colour {
  const { rgb, alpha } = parts(colour);
  if (alpha === 1) return colour;
  const ground = parts(below).rgb;
  return `rgb(${rgb.map((value, index) => value * alpha + ground[index]! * (1 - alpha)).join(' ')} / 100%)`;
}

function light(colour: Colour): number {
  const [red, green, blue] = parts(colour).rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function parts(colour: Colour): Parts {
  const hex = /^#([0-9a-f]{6})$/.exec(colour)?.[1];
  if (hex) return { rgb: [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)), alpha: 1 };
  const [, red, green, blue, percent] = /^rgb\(([\d.]+) ([\d.]+) ([\d.]+) \/ ([\d.]+)%\)$/.exec(colour) ?? [];
  if (percent === undefined) throw new Error(`Not a colour that we can read: ${colour}`);
  return { rgb: [red, green, blue].map(Number), alpha: Number(percent) / 100 };
}
