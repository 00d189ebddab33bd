import type { TalkLine } from '../kit/socket-protocol.ts';
import type { GatewayLimits } from './limits.ts';

interface Waiting {
  readonly line: TalkLine;
  /** Same lines have the same. */
  readonly sameness: string;
  count: number;
  readonly since: number;
}

const badgeRanks = ['host', 'moderator', 'buyer'];

type SamplerLimits = Pick<GatewayLimits, 'readableLinesPerSecond' | 'waitingLinesMax' | 'waitingLineMs'>;

/**
 * Chooses what of a room's talk is shown when it is more than a person can read. Same lines become one with a count;
 * the host, moderators and buyers come first; then each person's line has the same chance, whoever speaks most.
 */
export class TalkSampler {
  readonly #limits: SamplerLimits;
  readonly #random: () => number;
  #waiting: Waiting[] = [];
  readonly #bySameness = new Map<string, Waiting>();
  readonly #ids = new Set<string>();
  #tokens: number;
  #filledAt = 0;
  /** Lines that were never shown. */
  dropped = 0;

  constructor(limits: SamplerLimits, random: () => number) {
    this.#limits = limits;
    this.#random = random;
    this.#tokens = limits.readableLinesPerSecond;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add(line: TalkLine, now: number): void {
    if (this.#ids.has(line.id)) return;
    this.#ids.add(line.id);
    const sameness = `${line.badge ?? ''}\n${line.text.trim().toLowerCase()}`;
    const same = this.#bySameness.get(sameness);
    const count = line.count ?? 1;
    if (same) {
      same.count += count;
      return;
    }
    if (this.#waiting.length >= this.#limits.waitingLinesMax) this.#forget(this.#victim());
    const waiting = { line, sameness, count, since: now };
    this.#bySameness.set(sameness, waiting);
    this.#waiting.push(waiting);
  }

  /** What is shown now, in the order in which it was said. */
  take(now: number): TalkLine[] {
    const rate = this.#limits.readableLinesPerSecond;
    this.#tokens = Math.min(rate, this.#tokens + ((now - this.#filledAt) / 1000) * rate);
    this.#filledAt = now;
    const chosen = this.#choose(Math.floor(this.#tokens));
    this.#tokens -= chosen.length;
    const gone = new Set(chosen);
    for (const waiting of this.#waiting) {
      if (gone.has(waiting) || now - waiting.since < this.#limits.waitingLineMs) continue;
      gone.add(waiting);
      this.dropped += 1;
    }
    this.#waiting = this.#waiting.filter((waiting) => !gone.has(waiting));
    this.#bySameness.clear();
    this.#ids.clear();
    for (const waiting of this.#waiting) {
      this.#bySameness.set(waiting.sameness, waiting);
      this.#ids.add(waiting.line.id);
    }
    return chosen
      .sort((a, b) => a.line.at - b.line.at || (a.line.number ?? 0) - (b.line.number ?? 0))
      .map(({ line, count }) => (count > 1 ? { ...line, count } : line));
  }

  #choose(places: number): Waiting[] {
    if (this.#waiting.length <= places) return [...this.#waiting];
    const first = this.#waiting.filter(({ line }) => line.badge !== null).sort((a, b) => rank(a) - rank(b));
    const byName = new Map<string, Waiting[]>();
    for (const waiting of this.#shuffled(this.#waiting.filter(({ line }) => line.badge === null))) {
      const lines = byName.get(waiting.line.name);
      if (lines) lines.push(waiting);
      else byName.set(waiting.line.name, [waiting]);
    }
    // Chance falls on people first: who says more is not drawn more often.
    const people = this.#shuffled([...byName.values()]);
    const others = people.map((lines) => lines[0]!);
    const again = this.#shuffled(people.flatMap((lines) => lines.slice(1)));
    return [...first, ...others, ...again].slice(0, places);
  }

  #shuffled<T>(list: T[]): T[] {
    for (let left = list.length - 1; left > 0; left -= 1) {
      const other = Math.floor(this.#random() * (left + 1));
      [list[left], list[other]] = [list[other]!, list[left]!];
    }
    return list;
  }

  /** When even waiting has no room, anybody's line without a badge goes. */
  #victim(): number {
    const index = Math.floor(this.#random() * this.#waiting.length);
    const plain = this.#waiting.findIndex(({ line }, at) => at >= index && line.badge === null);
    return plain === -1 ? index : plain;
  }

  #forget(index: number): void {
    const [gone] = this.#waiting.splice(index, 1);
    this.#bySameness.delete(gone!.sameness);
    this.dropped += 1;
  }
}

/** The host's lines come first, then moderators', then buyers'. */
function rank({ line }: Waiting): number {
  const index = badgeRanks.indexOf(line.badge ?? '');
  return index === -1 ? badgeRanks.length : index;
}
