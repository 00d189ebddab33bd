import { hash } from 'node:crypto';

/** Viewers whose marks a node tells the others; of a larger crowd the smallest marks, a fair sample of it. */
export const watchingSampleMax = 64;
/** Viewers of one room who were announced and are not announced again; the one who came first is forgotten first. */
export const metViewersMax = 20_000;

const markBytes = 5;

/** A number that stands for a viewer: the same on every node, and evenly spread. */
export function markOf(viewerId: string): number {
  return hash('sha1', viewerId, 'buffer').readUIntBE(0, markBytes);
}

/** How many a node counts, and the smallest marks among them, in order: all of them while they are few. */
export interface Crowd {
  readonly count: number;
  readonly sample: readonly number[];
}

/** What a node says of one room: its id, its own count, its sample as text. */
export type WatchingWord = readonly [roomId: string, count: number, sample: string];

/**
 * How many different viewers several nodes have together. Up to a mark that all of them have told of, we know who is on
 * more than one node; that share is taken for everybody's. Exact while each node has told all of its marks, and exact at
 * any size while nobody is on two nodes; with a share `s` of them on two the standard error is about
 * `100 * sqrt(s * (1 - s) / 64)` per cent: 1.2 at one in a hundred, 3.8 at one in ten.
 */
export function countTogether(crowds: readonly Crowd[]): number {
  const total = sumOf(crowds.map(({ count }) => count));
  const sampled = crowds.filter(({ sample }) => sample.length > 0);
  if (sampled.length < 2) return total;
  const known = Math.min(...sampled.map(knownUpTo));
  const marks = sampled.flatMap(({ sample }) => sample.filter((mark) => mark <= known));
  const counted = sumOf(sampled.map(({ count }) => count));
  const different = Math.round((counted * new Set(marks).size) / marks.length);
  return Math.max(total - counted + different, ...crowds.map(({ count }) => count));
}

/** Beyond this mark the sample says nothing. */
function knownUpTo({ count, sample }: Crowd): number {
  return sample.length >= count ? Number.POSITIVE_INFINITY : sample.at(-1)!;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The smallest marks, in order. One pass, and few of a crowd ever come near the smallest. */
export function sampleOf(marks: Iterable<number>): number[] {
  const sample: number[] = [];
  for (const mark of marks) {
    if (sample.length === watchingSampleMax && mark > sample.at(-1)!) continue;
    let at = sample.length;
    while (at > 0 && sample[at - 1]! > mark) at -= 1;
    sample.splice(at, 0, mark);
    if (sample.length > watchingSampleMax) sample.pop();
  }
  return sample;
}

export function sampleText(sample: readonly number[]): string {
  const bytes = Buffer.alloc(sample.length * markBytes);
  for (const [index, mark] of sample.entries()) bytes.writeUIntBE(mark, index * markBytes, markBytes);
  return bytes.toString('base64');
}

export function readSample(text = ''): number[] {
  const bytes = Buffer.from(text, 'base64');
  const count = Math.min(watchingSampleMax, Math.floor(bytes.length / markBytes));
  return Array.from({ length: count }, (_, index) => bytes.readUIntBE(index * markBytes, markBytes));
}

/** Who watches one room: each viewer once, however many sockets, here and on the other nodes. */
export class Watching {
  readonly #believedMs: number;
  readonly #here = new Map<string, { readonly mark: number; sockets: number }>();
  readonly #elsewhere = new Map<string, Crowd & { readonly at: number }>();
  readonly #met = new Set<number>();
  #sample: readonly number[] | null = [];
  /** The last count of all, and how many of it were here. */
  #counted = { all: 0, here: 0 };

  constructor(believedMs: number) {
    this.#believedMs = believedMs;
  }

  enter(viewerId: string): void {
    const known = this.#here.get(viewerId);
    if (known) {
      known.sockets += 1;
      return;
    }
    this.#here.set(viewerId, { mark: markOf(viewerId), sockets: 1 });
    this.#sample = null;
  }

  leave(viewerId: string): void {
    const known = this.#here.get(viewerId);
    if (!known) return;
    known.sockets -= 1;
    if (known.sockets > 0) return;
    this.#here.delete(viewerId);
    this.#sample = null;
  }

  /** True for whoever is met for the first time; remembered for as long as the room is open, up to a limit. */
  meet(mark: number): boolean {
    if (this.#met.has(mark)) return false;
    this.#met.add(mark);
    if (this.#met.size > metViewersMax) this.#met.delete(this.#met.values().next().value!);
    return true;
  }

  hear(node: string, count: number, sample: string | undefined, at: number): void {
    this.#elsewhere.set(node, { count, sample: readSample(sample), at });
  }

  /** What the other nodes are told. */
  word(roomId: string): WatchingWord {
    const { count, sample } = this.#crowd();
    return [roomId, count, sampleText(sample)];
  }

  /** All of them. A node that has been silent for too long counts for nothing. */
  count(now: number): number {
    for (const [node, { at }] of this.#elsewhere) if (now - at >= this.#believedMs) this.#elsewhere.delete(node);
    const here = this.#here.size;
    const all = this.#elsewhere.size === 0 ? here : countTogether([this.#crowd(), ...this.#elsewhere.values()]);
    this.#counted = { all, here };
    return all;
  }

  /** The same between two counts, for next to nothing: somebody comes with every one of these questions. */
  sinceCounted(): number {
    return Math.max(this.#here.size, this.#counted.all + this.#here.size - this.#counted.here);
  }

  #crowd(): Crowd {
    this.#sample ??= sampleOf(Array.from(this.#here.values(), ({ mark }) => mark));
    return { count: this.#here.size, sample: this.#sample };
  }
}
