import type { Fold, NumberedFact } from '../kit/fact.ts';
import type { StreamName } from '../kit/socket-protocol.ts';
import { type Chunk, chunkFacts } from './frames.ts';
import type { GatewayLimits, Schedule } from './limits.ts';
import type { Head } from './read-facts.ts';
import { factText, Ring } from './ring.ts';
import type { ToldRun } from './transact.ts';

/** Where facts are read from: PostgreSQL, or memory in tests. */
export interface FactStore {
  readHeads(streams: readonly string[]): Promise<Map<string, Head>>;
  readFacts(stream: string, after: number, limit: number): Promise<NumberedFact[]>;
}

export interface OpenStreamNeeds {
  readonly name: string;
  readonly kind: StreamName;
  readonly fold: Fold<unknown>;
  readonly store: FactStore;
  readonly limits: GatewayLimits;
  readonly schedule: Schedule;
  readonly onReady: () => void;
  readonly onAdvance: () => void;
  /** The numbering started anew: what viewers hold is of another stream. A reading follows. */
  readonly onReset: () => void;
  readonly onRepair: () => void;
  readonly onFault: (error: unknown, what: string) => void;
}

/** A stream that somebody here looks at: its folded state at the head, and the last facts. */
export class OpenStream {
  readonly name: string;
  readonly kind: StreamName;
  readonly ring: Ring;
  epoch = 0;
  /** False while it is being read for the first time, or anew. */
  ready = false;
  readonly #needs: OpenStreamNeeds;
  #state: unknown;
  #snapshot: string | null = null;
  /** Facts that came before their turn. */
  readonly #ahead = new Map<number, NumberedFact>();
  readonly #gaps = new Map<number, Promise<readonly Chunk[] | null>>();
  /** The highest number that anybody spoke of. */
  #wanted = 0;
  /** Readings that began before a reset do not count. */
  #generation = 0;
  #loading: Promise<void> | null = null;
  #filling: Promise<void> | null = null;
  #looking: Promise<void> | null = null;
  #waitingForGap = false;

  constructor(needs: OpenStreamNeeds) {
    this.name = needs.name;
    this.kind = needs.kind;
    this.#needs = needs;
    this.#state = needs.fold.initial;
    this.ring = new Ring(needs.limits.ringFactsMax, needs.limits.frameBytesMax);
  }

  get head(): number {
    return this.ring.head;
  }

  /** Folded up to the head. */
  get state(): unknown {
    return this.#state;
  }

  /** Reads the whole stream, once whoever asks. A failure is tried again at the next look at the heads. */
  load(): Promise<void> {
    if (this.#loading) return this.#loading;
    const loading = this.#readAll(this.#generation)
      .catch((error) => this.#needs.onFault(error, `reading stream ${this.name}`))
      .finally(() => {
        if (this.#loading === loading) this.#loading = null;
      });
    this.#loading = loading;
    return loading;
  }

  /** A hint: in order it is taken; ahead, the gap is fetched once for all viewers; old, it is ignored. */
  take(run: ToldRun): void {
    const last = run.facts.at(-1)?.number ?? 0;
    this.#wanted = Math.max(this.#wanted, last);
    if (!this.ready) return;
    if (this.epoch === 0) this.epoch = run.epoch;
    if (run.epoch !== this.epoch) {
      // A hint of another epoch may be the old one's, and late: the store knows.
      this.#wanted = this.head;
      void this.look();
      return;
    }
    const before = this.head;
    for (const fact of run.facts) {
      if (fact.number <= this.head) continue;
      if (fact.number === this.head + 1) this.#append(fact);
      else if (this.#ahead.size < this.#needs.limits.aheadFactsMax) this.#ahead.set(fact.number, fact);
      this.#takeAhead();
    }
    if (this.head > before) this.#needs.onAdvance();
    if (this.#wanted > this.head) this.#waitForGap();
  }

  /** What the store says the head is; `asked` is where we were when the question was sent. */
  compare(found: Head | undefined, asked: { epoch: number; head: number }): void {
    if (!this.ready || asked.epoch !== this.epoch) return;
    const stored = found ?? { epoch: 0, head: 0 };
    if (this.epoch === 0) this.epoch = stored.epoch;
    if (stored.epoch !== this.epoch || stored.head < asked.head) this.#reset();
    else if (stored.head > this.head) {
      this.#wanted = Math.max(this.#wanted, stored.head);
      void this.catchUp();
    }
  }

  /** Asks the store where the stream is, and fetches what we lack. */
  async look(): Promise<void> {
    this.#looking ??= this.#askHead().finally(() => {
      this.#looking = null;
    });
    await this.#looking;
    if (this.#filling) await this.#filling;
  }

  /** Fetches what is missing now. */
  catchUp(): Promise<void> {
    if (this.#filling) return this.#filling;
    const filling = this.#fill(this.#generation)
      .catch((error) => this.#needs.onFault(error, `filling a gap of stream ${this.name}`))
      .finally(() => {
        if (this.#filling === filling) this.#filling = null;
      });
    this.#filling = filling;
    return filling;
  }

  /**
   * The facts after `after` from the store, as far as the ring can go on from there; null when they are more than a gap
   * may be. Everybody who was cut off at the same fact shares one reading.
   */
  readGap(after: number): Promise<readonly Chunk[] | null> {
    let reading = this.#gaps.get(after);
    if (!reading) {
      reading = this.#readGapFacts(after).finally(() => this.#gaps.delete(after));
      this.#gaps.set(after, reading);
    }
    return reading;
  }

  /** The whole snapshot message. The state is written once for all who come at the same head. */
  snapshotText(now: number): string {
    this.#snapshot ??= `"stream":"${this.kind}","epoch":${this.epoch},"number":${this.head},"state":${JSON.stringify(this.#state)}}`;
    return `{"kind":"snapshot","now":${now},${this.#snapshot}`;
  }

  async #readAll(generation: number): Promise<void> {
    const { store, limits } = this.#needs;
    const found = (await store.readHeads([this.name])).get(this.name);
    if (generation !== this.#generation) return;
    this.#clear(found?.epoch ?? 0);
    for (let more = found !== undefined; more; ) {
      const page = await store.readFacts(this.name, this.head, limits.pageFactsMax);
      if (generation !== this.#generation) return;
      for (const fact of page) this.#append(fact);
      more = page.length === limits.pageFactsMax;
    }
    this.ready = true;
    this.#needs.onReady();
    if (this.#wanted > this.head) this.#waitForGap();
  }

  #clear(epoch: number): void {
    this.epoch = epoch;
    this.ring.clear();
    this.#ahead.clear();
    this.#snapshot = null;
    this.#state = this.#needs.fold.initial;
  }

  #append(fact: NumberedFact): void {
    if (fact.number <= this.head) return;
    if (fact.number !== this.head + 1) throw new Error(`Fact ${fact.number} of ${this.name} follows ${this.head}.`);
    try {
      this.#state = this.#needs.fold.apply(this.#state, fact);
    } catch (error) {
      this.#needs.onFault(error, `folding ${fact.kind} into ${this.name}`);
    }
    this.ring.push(fact);
    this.#snapshot = null;
  }

  #takeAhead(): void {
    for (let next = this.#ahead.get(this.head + 1); next; next = this.#ahead.get(this.head + 1)) {
      this.#ahead.delete(next.number);
      this.#append(next);
    }
  }

  /** Hints of two transactions overtake each other by a moment: what is missing may be on its way. */
  #waitForGap(): void {
    if (this.#waitingForGap || this.#filling) return;
    this.#waitingForGap = true;
    this.#needs.schedule(() => {
      this.#waitingForGap = false;
      if (this.ready && this.#wanted > this.head) void this.catchUp();
    }, this.#needs.limits.gapWaitMs);
  }

  async #fill(generation: number): Promise<void> {
    const { store, limits } = this.#needs;
    this.#needs.onRepair();
    for (let more = true; more; ) {
      const from = this.head;
      const wanted = this.#wanted;
      const page = await store.readFacts(this.name, from, limits.pageFactsMax);
      if (generation !== this.#generation || !this.ready) return;
      for (const fact of page) this.#append(fact);
      for (const number of this.#ahead.keys()) if (number <= this.head) this.#ahead.delete(number);
      this.#takeAhead();
      if (this.head > from) this.#needs.onAdvance();
      // Something that was told while the store was being asked may not be in its answer.
      more = page.length === limits.pageFactsMax || (this.#wanted > wanted && this.#wanted > this.head);
    }
    // What the store does not have was never committed, whatever a hint says.
    this.#wanted = this.head;
  }

  async #askHead(): Promise<void> {
    const asked = { epoch: this.epoch, head: this.head };
    try {
      this.compare((await this.#needs.store.readHeads([this.name])).get(this.name), asked);
    } catch (error) {
      this.#needs.onFault(error, `reading the head of stream ${this.name}`);
    }
  }

  #reset(): void {
    this.#generation += 1;
    this.ready = false;
    this.#wanted = 0;
    this.#loading = null;
    this.#filling = null;
    this.#needs.onReset();
    void this.load();
  }

  async #readGapFacts(after: number): Promise<readonly Chunk[] | null> {
    const { store, limits } = this.#needs;
    const facts: { number: number; text: string }[] = [];
    let bytes = 0;
    for (let from = after; !this.ring.reaches(from); ) {
      const page = await store.readFacts(this.name, from, limits.pageFactsMax);
      if (page.length === 0) return null;
      for (const fact of page) facts.push({ number: fact.number, text: factText(fact) });
      bytes += facts.slice(-page.length).reduce((sum, { text }) => sum + text.length, 0);
      from = facts.at(-1)!.number;
      if (facts.length > limits.gapFactsMax || bytes > limits.gapBytesMax) return null;
    }
    return chunkFacts(facts, limits.frameBytesMax);
  }
}
