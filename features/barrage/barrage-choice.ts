/** How a viewer wants to read a room's talk; kept on the device. */
export interface BarrageChoice {
  /** Lines fly over the picture. */
  readonly flies: boolean;
  /** Lines stand in a list over a phone's picture; a laptop has its list beside it at all times. */
  readonly lists: boolean;
  readonly size: Size;
  readonly speed: Speed;
  readonly area: Area;
  readonly opacityPercent: number;
}

export const sizes = ['small', 'medium', 'large'] as const;
export const speeds = ['slow', 'medium', 'fast'] as const;
export const areas = ['quarter', 'half', 'whole'] as const;
export type Size = (typeof sizes)[number];
export type Speed = (typeof speeds)[number];
export type Area = (typeof areas)[number];

export const opacityPercentMin = 20;
export const opacityPercentStep = 10;

export const usualChoice: BarrageChoice = {
  flies: true,
  lists: true,
  size: 'medium',
  speed: 'medium',
  area: 'quarter',
  opacityPercent: 100,
};

/** What was kept may be old (a plain `off`), or altered by hand: only what we know counts. */
export function readChoice(text: string | null): BarrageChoice {
  if (text === 'off') return { ...usualChoice, flies: false };
  const read = parse(text);
  const opacity = Math.round(Number(read.opacityPercent));
  return {
    flies: read.flies !== false,
    lists: read.lists !== false,
    size: sizes.find((size) => size === read.size) ?? usualChoice.size,
    speed: speeds.find((speed) => speed === read.speed) ?? usualChoice.speed,
    area: areas.find((area) => area === read.area) ?? usualChoice.area,
    opacityPercent: opacity >= opacityPercentMin && opacity <= 100 ? opacity : usualChoice.opacityPercent,
  };
}

export interface Reader {
  /** Large type and fewer things. */
  readonly simple: boolean;
  /** The system asks for less motion. */
  readonly still: boolean;
}

export interface TalkShown {
  readonly flies: boolean;
  /** One's own lines fly also where the others' do not. */
  readonly ownFlies: boolean;
  readonly lists: boolean;
}

/** In simple mode, and for who wants less motion, nothing flies and the list is there to be read. */
export function shownAs({ flies, lists }: BarrageChoice, { simple, still }: Reader): TalkShown {
  if (simple || still) return { flies: false, ownFlies: false, lists: true };
  return { flies, ownFlies: true, lists };
}

/** A row's height and the time in which a very short line crosses the picture. */
export function measuresOf({ size, speed }: Pick<BarrageChoice, 'size' | 'speed'>): {
  rowPx: number;
  crossingSeconds: number;
} {
  return {
    rowPx: { small: 24, medium: 34, large: 44 }[size],
    crossingSeconds: { slow: 8, medium: 5.5, fast: 4 }[speed],
  };
}

function parse(text: string | null): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
