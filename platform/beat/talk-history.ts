import type { TalkLine } from '../kit/socket-protocol.ts';
import type { GatewayLimits } from './limits.ts';

/** One reading of a room's stored talk, shared by everybody who comes at about the same time. */
export interface TalkReading {
  readonly at: number;
  /** What was shown from this place on may be younger than the reading. */
  readonly from: number;
  readonly lines: Promise<readonly TalkLine[]>;
  /** The lines read: who had them with the reading does not get them again when they are shown. */
  ids: ReadonlySet<string>;
}

const noIds: ReadonlySet<string> = new Set();

type HistoryLimits = Pick<GatewayLimits, 'talkHistoryLines' | 'talkHistoryMs'>;

/** What a room was told of late: a place in it is how many lines had been shown by then. */
export class TalkHistory {
  readonly #limits: HistoryLimits;
  #shown: TalkLine[] = [];
  #count = 0;
  #reading: TalkReading | null = null;

  constructor(limits: HistoryLimits) {
    this.#limits = limits;
  }

  get place(): number {
    return this.#count;
  }

  /** Lines are shown to all who are there now; who is not yet there asks for them with `since`. */
  show(lines: readonly TalkLine[]): void {
    if (lines.length === 0) return;
    this.#count += lines.length;
    this.#shown = [...this.#shown, ...lines].slice(-this.#limits.talkHistoryLines);
  }

  /** The lines shown between two places, as far as they are kept. */
  between(from: number, to: number): readonly TalkLine[] {
    const first = this.#count - this.#shown.length;
    return this.#shown.slice(Math.max(0, from - first), Math.max(0, to - first));
  }

  read(now: number, ask: () => Promise<readonly TalkLine[]>): TalkReading {
    if (this.#reading && now - this.#reading.at <= this.#limits.talkHistoryMs) return this.#reading;
    const lines = ask();
    const reading: TalkReading = { at: now, from: this.#count, lines, ids: noIds };
    this.#reading = reading;
    lines.then(
      (read) => {
        reading.ids = new Set(read.map(({ id }) => id));
      },
      () => {},
    );
    return reading;
  }
}

/** Each line once, the newest of them. A line keeps the place where it is first. */
export function eachOnce(lines: readonly TalkLine[], linesMax: number): TalkLine[] {
  const byId = new Map<string, TalkLine>();
  for (const line of lines) if (!byId.has(line.id)) byId.set(line.id, line);
  return [...byId.values()].slice(-linesMax);
}
