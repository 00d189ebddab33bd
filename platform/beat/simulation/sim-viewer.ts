import type { Actor } from '../../kit/actor.ts';
import { createReplica } from '../../kit/replica.ts';
import type { FromServer, FromViewer, Position, StreamName } from '../../kit/socket-protocol.ts';
import type { Gateway, Joined } from '../gateway.ts';
import type { Schedule } from '../limits.ts';
import type { ViewerSocket } from '../viewer.ts';
import type { Chance } from './chance.ts';
import { seenFolds } from './folds.ts';

export interface SimViewerNeeds {
  readonly actor: Actor;
  readonly roomId: string;
  readonly shopId: string;
  readonly gateways: readonly Gateway[];
  readonly chance: Chance;
  readonly schedule: Schedule;
  readonly now: () => number;
  readonly latencyMsMax: number;
  /** Called with each number as it becomes known, by a fact or by a snapshot's state. */
  readonly onSeen: (viewer: SimViewer, stream: StreamName, position: Position) => void;
}

interface Line {
  readonly joined: Joined;
  open: boolean;
  waiting: string[];
  /** Bytes in the server's buffer. */
  buffered: number;
}

/** A viewer behind a network that delays, is cut, and is sometimes not read from. It checks what it is told. */
export class SimViewer {
  readonly needs: SimViewerNeeds;
  readonly replica;
  readonly wrong: string[] = [];
  resyncs = 0;
  /** Since when it is connected and reads. */
  steadySince = Number.POSITIVE_INFINITY;
  #line: Line | null = null;
  #paused = false;
  #last = new Map<StreamName, Position>();
  #mayJump = new Set<StreamName>();

  constructor(needs: SimViewerNeeds) {
    this.needs = needs;
    this.replica = createReplica(seenFolds, {
      onFact: (stream, fact) => {
        const last = this.#last.get(stream);
        if (fact.number !== (last?.number ?? 0) + 1) this.wrong.push(`${stream} ${fact.number} after ${last?.number}`);
        const position = this.replica.position(stream)!;
        this.#last.set(stream, position);
        needs.onSeen(this, stream, position);
      },
    });
  }

  get connected(): boolean {
    return this.#line !== null;
  }

  connect(): void {
    if (this.#line) return;
    const { actor, roomId, shopId, gateways, chance, now } = this.needs;
    const line: Line = { joined: null as never, open: true, waiting: [], buffered: 0 };
    const gateway = chance.oneOf(gateways);
    const joined = gateway.join({ actor, roomId, shopId, socket: this.#socketOf(line), readAt: now() });
    Object.assign(line, { joined });
    this.#line = line;
    for (const stream of this.#last.keys()) this.#checkHeld(stream);
    for (const stream of ['room', 'staff', 'person'] as const) {
      if (!this.replica.position(stream)) this.#mayJump.add(stream);
    }
    this.#say(line, this.replica.hello());
    this.steadySince = this.#paused ? Number.POSITIVE_INFINITY : now();
  }

  /** The network breaks: what is on its way is lost, and the server learns it a moment later. */
  cut(): void {
    const line = this.#line;
    if (!line) return;
    this.#line = null;
    this.steadySince = Number.POSITIVE_INFINITY;
    line.open = false;
    this.needs.schedule(() => line.joined.leave(), this.needs.chance.between(0, 3_000));
  }

  /** Stops reading: the server's buffer grows. */
  pause(): void {
    this.#paused = true;
    this.steadySince = Number.POSITIVE_INFINITY;
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    if (this.#line) {
      this.steadySince = this.needs.now();
      this.#deliver(this.#line);
    }
  }

  #socketOf(line: Line): ViewerSocket {
    const send = (text: string) => {
      if (!line.open) return;
      line.buffered += text.length;
      line.waiting.push(text);
      this.needs.schedule(() => this.#deliver(line), this.needs.chance.between(1, this.needs.latencyMsMax));
    };
    return {
      send,
      sendShared: ({ value }) => send(value),
      bufferedBytes: () => line.buffered,
      close: () => {
        this.needs.schedule(() => {
          if (this.#line === line) this.cut();
        }, 1);
      },
    };
  }

  #deliver(line: Line): void {
    while (line.open && !this.#paused && line.waiting.length > 0) {
      const text = line.waiting.shift()!;
      line.buffered -= text.length;
      this.#hear(line, text);
    }
  }

  #hear(line: Line, text: string): void {
    this.#checkSecrets(text);
    const message = JSON.parse(text) as FromServer;
    if (message.kind === 'resync') {
      this.resyncs += 1;
      this.#mayJump.add(message.stream);
    }
    for (const repair of this.replica.receive(message)) this.#say(line, repair);
    if (message.kind !== 'snapshot') return;
    if (!this.#mayJump.delete(message.stream)) this.wrong.push(`an unasked snapshot of ${message.stream}`);
    const position = { epoch: message.epoch, number: message.number };
    const last = this.#last.get(message.stream);
    if (last && last.epoch === position.epoch && last.number > position.number) {
      this.wrong.push(`${message.stream} went back from ${last.number} to ${position.number}`);
    }
    this.#last.set(message.stream, position);
    this.needs.onSeen(this, message.stream, position);
  }

  #say(line: Line, message: FromViewer): void {
    this.needs.schedule(
      () => {
        if (!line.open) return;
        if (message.kind === 'hello') line.joined.hello(message);
        else if (message.kind === 'repair') line.joined.repair(message);
      },
      this.needs.chance.between(1, this.needs.latencyMsMax),
    );
  }

  /** What belongs to the staff or to a person must not even be in the bytes of somebody else. */
  #checkSecrets(text: string): void {
    const { actor, shopId } = this.needs;
    const staff = (actor.roles[shopId] ?? []).length > 0;
    if (!staff && text.includes('secret-of-staff')) this.wrong.push('saw what belongs to the staff');
    for (const [, owner] of text.matchAll(/secret-of-person-(\w+)/g)) {
      if (owner !== actor.accountId) this.wrong.push(`saw what belongs to ${owner}`);
    }
  }

  #checkHeld(stream: StreamName): void {
    const held = this.replica.position(stream);
    const last = this.#last.get(stream);
    if (held && held.number !== last?.number) this.wrong.push(`${stream} is at ${held.number}, not ${last?.number}`);
  }
}
