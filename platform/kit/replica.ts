import type { Fold, NumberedFact } from './fact.ts';
import type { FactRun, FromServer, Hello, Position, Repair, Snapshot, StreamName, Welcome } from './socket-protocol.ts';

export type Folds = Readonly<Record<StreamName, Fold<never> | Fold<unknown>>>;
export type StateOf<F> = F extends Fold<infer S> ? S : never;

/** What one viewer holds of a room: the folded state of each stream, its place in it, and the latest values. */
export interface Replica<F extends Folds> {
  /** The first message of each connection: what is held already, so that only the rest comes. */
  hello(): Hello;
  /** Takes in whatever the server says. Sends nothing itself: the caller sends the repairs that come back. */
  receive(message: FromServer): Repair[];
  /** The same object as long as nothing concerning it happened. */
  state<K extends StreamName>(stream: K): StateOf<F[K]>;
  /** Null until the first snapshot. */
  position(stream: StreamName): Position | null;
  readonly latest: Readonly<Record<string, unknown>>;
}

export interface ReplicaNeeds {
  /** Each fact once and in order, after it was folded in. Facts inside a snapshot's state do not pass here. */
  readonly onFact?: (stream: StreamName, fact: NumberedFact) => void;
}

interface Held {
  state: unknown;
  position: Position | null;
  /** True from asking for a gap until something that continues our position comes: one question per gap. */
  repairing: boolean;
}

const streamNames = ['room', 'staff', 'person'] as const;

/** The viewer's side of the streams, used by the browser and by the simulation alike. */
export function createReplica<F extends Folds>(folds: F, needs: ReplicaNeeds = {}): Replica<F> {
  return new FoldingReplica(folds, needs);
}

class FoldingReplica<F extends Folds> implements Replica<F> {
  readonly #folds: F;
  readonly #needs: ReplicaNeeds;
  readonly #held: Record<StreamName, Held>;
  #talkAfter: number | undefined;
  #accountId: string | null | undefined;
  latest: Readonly<Record<string, unknown>> = {};

  constructor(folds: F, needs: ReplicaNeeds) {
    this.#folds = folds;
    this.#needs = needs;
    this.#held = { room: this.#nothing('room'), staff: this.#nothing('staff'), person: this.#nothing('person') };
  }

  state<K extends StreamName>(stream: K): StateOf<F[K]> {
    return this.#held[stream].state as StateOf<F[K]>;
  }

  position(stream: StreamName): Position | null {
    return this.#held[stream].position;
  }

  hello(): Hello {
    const have: { -readonly [K in StreamName]?: Position } = {};
    for (const stream of streamNames) {
      const held = this.#held[stream];
      // A question asked over the last connection gets no answer over this one.
      held.repairing = false;
      if (held.position) have[stream] = { ...held.position };
    }
    return {
      kind: 'hello',
      have,
      ...(this.#talkAfter === undefined ? {} : { talkAfter: this.#talkAfter }),
      ...(this.#accountId === undefined ? {} : { accountId: this.#accountId }),
    };
  }

  receive(message: FromServer): Repair[] {
    switch (message.kind) {
      case 'frame':
        if (message.latest) this.latest = { ...this.latest, ...message.latest };
        for (const line of message.talk ?? []) this.#talkAfter = Math.max(this.#talkAfter ?? 0, line.number ?? 0);
        return (message.facts ?? []).flatMap((run) => this.#takeRun(run));
      case 'snapshot':
        this.#takeSnapshot(message);
        return [];
      case 'resync':
        this.#held[message.stream] = this.#nothing(message.stream);
        return [];
      case 'welcome':
        this.#takeWelcome(message);
        return [];
      case 'reply':
        return [];
    }
  }

  #nothing(stream: StreamName): Held {
    return { state: this.#folds[stream].initial, position: null, repairing: false };
  }

  #takeWelcome({ accountId, streams }: Welcome): void {
    // Somebody else now: what the last one's stream said is not theirs to see.
    const changed = this.#accountId !== undefined && this.#accountId !== accountId;
    if (changed) this.#held.person = this.#nothing('person');
    this.#accountId = accountId;
    for (const stream of streamNames) if (!streams.includes(stream)) this.#held[stream] = this.#nothing(stream);
  }

  #takeSnapshot({ stream, epoch, number, state }: Snapshot): void {
    this.#held[stream] = { state, position: { epoch, number }, repairing: false };
  }

  #takeRun({ stream, epoch, facts }: FactRun): Repair[] {
    const held = this.#held[stream];
    // Without a snapshot there is nothing to continue: one is on its way.
    if (!held.position) return [];
    if (!continues(held.position, epoch)) return this.#repair(stream, held.position);
    for (const fact of facts) {
      if (fact.number <= held.position.number) continue;
      if (fact.number > held.position.number + 1) return this.#repair(stream, held.position);
      held.state = (this.#folds[stream] as Fold<unknown>).apply(held.state, fact);
      held.position = { epoch, number: fact.number };
      held.repairing = false;
      this.#needs.onFact?.(stream, fact);
    }
    return [];
  }

  #repair(stream: StreamName, { epoch, number }: Position): Repair[] {
    if (this.#held[stream].repairing) return [];
    this.#held[stream].repairing = true;
    return [{ kind: 'repair', stream, epoch, number }];
  }
}

/** A stream that nobody wrote to yet has no epoch of its own: position 0 is the start of whichever comes. */
function continues(position: Position, epoch: number): boolean {
  return position.epoch === epoch || position.number === 0;
}
