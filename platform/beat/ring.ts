import type { NumberedFact } from '../kit/fact.ts';
import { type Chunk, chunkFacts } from './frames.ts';

/** The last facts of a stream, with what was made of them for sending. Numbers have no holes. */
export class Ring {
  readonly #factsMax: number;
  readonly #frameBytesMax: number;
  readonly #facts = new Map<number, NumberedFact>();
  readonly #texts = new Map<number, string>();
  /** By the number they follow, for the present head: most viewers are at the same place. */
  readonly #chunks = new Map<number, readonly Chunk[]>();
  head = 0;

  constructor(factsMax: number, frameBytesMax: number) {
    this.#factsMax = factsMax;
    this.#frameBytesMax = frameBytesMax;
  }

  clear(): void {
    for (const map of [this.#facts, this.#texts, this.#chunks]) map.clear();
    this.head = 0;
  }

  push(fact: NumberedFact): void {
    this.head = fact.number;
    this.#facts.set(fact.number, fact);
    this.#facts.delete(fact.number - this.#factsMax);
    this.#texts.delete(fact.number - this.#factsMax);
    if (this.#chunks.size > 0) this.#chunks.clear();
  }

  /** True when everything after `number` is here. */
  reaches(number: number): boolean {
    return number === this.head || (number < this.head && this.#facts.has(number + 1));
  }

  /** The facts after `number`, ready to send; null when memory does not reach back so far. */
  chunksAfter(number: number): readonly Chunk[] | null {
    if (!this.reaches(number)) return null;
    let chunks = this.#chunks.get(number);
    if (!chunks) {
      const facts: { number: number; text: string }[] = [];
      for (let next = number + 1; next <= this.head; next += 1) facts.push({ number: next, text: this.#textOf(next) });
      chunks = chunkFacts(facts, this.#frameBytesMax);
      this.#chunks.set(number, chunks);
    }
    return chunks;
  }

  #textOf(number: number): string {
    let text = this.#texts.get(number);
    if (text === undefined) {
      text = factText(this.#facts.get(number)!);
      this.#texts.set(number, text);
    }
    return text;
  }
}

export function factText({ number, at, kind, body }: NumberedFact): string {
  return JSON.stringify({ number, at, kind, body });
}
