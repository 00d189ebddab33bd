import type { Fold, NumberedFact } from './fact.ts';
import type { FactRun, FromServer, Hello, Position, Repair, Snapshot, StreamName } from './socket-protocol.ts';

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
  const held = Object.fromEntries(streamNames.map((stream) => [stream, nothing(stream)])) as Record<StreamName, Held>;
  let latest: Readonly<Record<string, unknown>> = {};
  let talkAfter: number | undefined;
  let accountId: string | null | undefined;

  return {
    hello,
    receive,
    state: <K extends StreamName>(stream: K) => held[stream].state as StateOf<F[K]>,
    position: (stream) => held[stream].position,
    get latest() {
      return latest;
    },
  };

  function nothing(stream: StreamName): Held {
    return { state: folds[stream].initial, position: null, repairing: false };
  }

  function hello(): Hello {
    const have: { -readonly [K in StreamName]?: Position } = {};
    for (const stream of streamNames) {
      // A question asked over the last connection gets no answer over this one.
      held[stream].repairing = false;
      const { position } = held[stream];
      if (position) have[stream] = { ...position };
    }
    return {
      kind: 'hello',
      have,
      ...(talkAfter === undefined ? {} : { talkAfter }),
      ...(accountId === undefined ? {} : { accountId }),
    };
  }

  function receive(message: FromServer): Repair[] {
    switch (message.kind) {
      case 'frame':
        if (message.latest) latest = { ...latest, ...message.latest };
        for (const line of message.talk ?? []) talkAfter = Math.max(talkAfter ?? 0, line.number ?? 0);
        return (message.facts ?? []).flatMap(takeRun);
      case 'snapshot':
        takeSnapshot(message);
        return [];
      case 'resync':
        held[message.stream] = nothing(message.stream);
        return [];
      case 'welcome':
        if (accountId !== undefined && accountId !== message.accountId) held.person = nothing('person');
        accountId = message.accountId;
        for (const stream of streamNames) if (!message.streams.includes(stream)) held[stream] = nothing(stream);
        return [];
      case 'reply':
        return [];
    }
  }

  function takeSnapshot({ stream, epoch, number, state }: Snapshot): void {
    held[stream] = { state, position: { epoch, number }, repairing: false };
  }

  function takeRun({ stream, epoch, facts }: FactRun): Repair[] {
    const mine = held[stream];
    // Without a snapshot there is nothing to continue: one is on its way.
    if (!mine.position) return [];
    if (!continues(mine.position, epoch)) return repair(stream, mine.position);
    for (const fact of facts) {
      if (fact.number <= mine.position.number) continue;
      if (fact.number > mine.position.number + 1) return repair(stream, mine.position);
      const fold = folds[stream] as Fold<unknown>;
      mine.state = fold.apply(mine.state, fact);
      mine.position = { epoch, number: fact.number };
      mine.repairing = false;
      needs.onFact?.(stream, fact);
    }
    return [];
  }

  function repair(stream: StreamName, { epoch, number }: Position): Repair[] {
    if (held[stream].repairing) return [];
    held[stream].repairing = true;
    return [{ kind: 'repair', stream, epoch, number }];
  }
}

/** A stream that nobody wrote to yet has no epoch of its own: position 0 is the start of whichever comes. */
function continues(position: Position, epoch: number): boolean {
  return position.epoch === epoch || position.number === 0;
}
