import type { TalkLine } from '../kit/socket-protocol.ts';

/** A line that waits for its turn, with the same lines of others merged into it. */
export interface Waiting {
  readonly line: TalkLine;
  readonly forms: readonly string[];
  /** When it was said last: what is still being said is not stale. */
  since: number;
  count: number;
  /** Ids of all lines in it. */
  readonly ids: string[];
  /** Who said it, by account: inside the house only. */
  readonly voices: Set<string>;
  /** True once the host or a moderator has answered it. */
  answered: boolean;
}

/** The host, moderators, what they have answered, buyers, everybody else. */
export const levelsCount = 5;
export const othersLevel = 4;

export function levelOf({ line, answered }: Waiting): number {
  if (line.badge === 'host') return 0;
  if (line.badge === 'moderator') return 1;
  if (answered) return 2;
  return line.badge === null ? othersLevel : 3;
}

/** So many of those who were heard lately are compared to find who has waited longest: all of a small crowd. */
const comparedMax = 64;

/**
 * The waiting lines of one level, by who said them. Chance falls on people, not on lines: first on those who were not
 * heard lately, then on who has waited longest. No call costs more than a few of the lines that wait.
 */
export class WaitingLevel {
  readonly #linesOf = new Map<string, Waiting[]>();
  readonly #silent = new People();
  readonly #heard = new People();
  readonly #heardAt: ReadonlyMap<string, number>;
  readonly #random: () => number;

  constructor(heardAt: ReadonlyMap<string, number>, random: () => number) {
    this.#heardAt = heardAt;
    this.#random = random;
  }

  get empty(): boolean {
    return this.#linesOf.size === 0;
  }

  add(one: Waiting): void {
    for (const voice of one.voices) this.addVoice(one, voice);
  }

  addVoice(one: Waiting, voice: string): void {
    const lines = this.#linesOf.get(voice);
    if (lines) {
      lines.push(one);
      return;
    }
    this.#linesOf.set(voice, [one]);
    (this.#heardAt.has(voice) ? this.#heard : this.#silent).add(voice);
  }

  remove(one: Waiting): void {
    for (const voice of one.voices) {
      const lines = this.#linesOf.get(voice)?.filter((line) => line !== one) ?? [];
      if (lines.length > 0) {
        this.#linesOf.set(voice, lines);
        continue;
      }
      this.#linesOf.delete(voice);
      this.#silent.delete(voice);
      this.#heard.delete(voice);
    }
  }

  /** Whose turn it is; the line stays until it is removed. */
  next(): Waiting | undefined {
    return this.#lineOf(this.#silent.at(this.#random) ?? this.#longestUnheard());
  }

  /** Whom it costs least to leave out: somebody who was heard. */
  leastMissed(): Waiting | undefined {
    return this.#lineOf(this.#heard.at(this.#random) ?? this.#silent.at(this.#random));
  }

  heard(voice: string): void {
    if (this.#silent.delete(voice)) this.#heard.add(voice);
  }

  forgotten(voice: string): void {
    if (this.#heard.delete(voice)) this.#silent.add(voice);
  }

  #lineOf(voice: string | undefined): Waiting | undefined {
    const lines = voice === undefined ? undefined : this.#linesOf.get(voice);
    return lines?.[Math.floor(this.#random() * lines.length)];
  }

  #longestUnheard(): string | undefined {
    let longest: string | undefined;
    for (const voice of this.#heard.some(comparedMax, this.#random)) {
      if (longest === undefined || this.#heardAt.get(voice)! < this.#heardAt.get(longest)!) longest = voice;
    }
    return longest;
  }
}

/** A set from which chance can take in one step. */
class People {
  readonly #list: string[] = [];
  readonly #places = new Map<string, number>();

  add(voice: string): void {
    this.#places.set(voice, this.#list.length);
    this.#list.push(voice);
  }

  delete(voice: string): boolean {
    const place = this.#places.get(voice);
    if (place === undefined) return false;
    const last = this.#list.pop()!;
    if (last !== voice) {
      this.#list[place] = last;
      this.#places.set(last, place);
    }
    return this.#places.delete(voice);
  }

  at(random: () => number): string | undefined {
    return this.#list[Math.floor(random() * this.#list.length)];
  }

  /** All of a few, or so many that chance names. */
  some(max: number, random: () => number): readonly string[] {
    if (this.#list.length <= max) return this.#list;
    return Array.from({ length: max }, () => this.at(random)!);
  }
}
