import type { NumberedFact } from '../kit/fact.ts';
import { createReplica, type Folds, type Replica } from '../kit/replica.ts';
import type { FromServer, FromViewer, Moment, Reply, StreamName, TalkLine, Welcome } from '../kit/socket-protocol.ts';
import { ApiRefusal, ApiUnreachable } from './api.ts';
import { newId } from './ids.ts';
import { backoffMs, chance, comesBack } from './reconnect.ts';
import { withLines } from './talk-lines.ts';

export type ConnectionStatus = 'connecting' | 'open' | 'lost' | 'closed';

/** Everything that the room's page shows, as one value that is replaced whenever something in it changes. */
export interface RoomSnapshot {
  readonly status: ConnectionStatus;
  /** Why the socket will not come back, when it is `closed`. */
  readonly closeCode: number | null;
  readonly welcome: Welcome | null;
  /** The folded state of each stream; the fold's initial state until `ready` says that the server's arrived. */
  readonly streams: Readonly<Record<StreamName, Readonly<Record<string, unknown>>>>;
  readonly ready: Readonly<Record<StreamName, boolean>>;
  readonly latest: Readonly<Record<string, unknown>>;
  readonly talk: readonly TalkLine[];
  /** Add to Date.now() to get the server's time. */
  readonly clockOffsetMs: number;
}

interface Needs {
  readonly roomId: string;
  readonly folds: Folds;
}

interface Pending {
  readonly message: FromViewer & { kind: 'command' };
  readonly sentAt: number;
  resolve(body: unknown): void;
  reject(error: Error): void;
}

type FactListener = (stream: StreamName, fact: NumberedFact) => void;

const commandMsMax = 60_000;
const pendingMax = 50;
/** A connection that held so long was a good one: the next attempt starts without delay. */
const steadyMs = 5_000;

/**
 * One room's socket: says where it is in each stream, asks for what is missing, comes back by itself, and sends a
 * command again, under the same id, until it is answered.
 */
export class RoomConnection {
  #needs: Needs;
  #replica: Replica<Folds>;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #openedAt = 0;
  #running = false;
  #pending = new Map<string, Pending>();
  #own = new Set<string>();
  #gone = new Set<string>();
  #listeners = new Set<() => void>();
  #momentListeners = new Set<(moment: Moment) => void>();
  #talkListeners = new Set<(lines: readonly TalkLine[]) => void>();
  #factListeners = new Set<FactListener>();
  #goneListeners = new Set<(id: string) => void>();
  #snapshot: RoomSnapshot;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#replica = createReplica(needs.folds, { onFact: (stream, fact) => this.#eachFact(stream, fact) });
    this.#snapshot = {
      status: 'connecting',
      closeCode: null,
      welcome: null,
      ...this.#held(),
      latest: {},
      talk: [],
      clockOffsetMs: Number.NEGATIVE_INFINITY,
    };
  }

  get roomId(): string {
    return this.#needs.roomId;
  }

  start(): void {
    this.#running = true;
    window.addEventListener('online', this.#online);
    window.addEventListener('offline', this.#offline);
    this.#connect();
  }

  stop(): void {
    this.#running = false;
    window.removeEventListener('online', this.#online);
    window.removeEventListener('offline', this.#offline);
    clearTimeout(this.#timer);
    this.#drop();
  }

  /** Takes a new socket at once, after something about who we are has changed. */
  reconnect(): void {
    if (this.#running) this.#connect();
  }

  snapshot = (): RoomSnapshot => this.#snapshot;

  subscribe = (listener: () => void): (() => void) => listen(this.#listeners, listener);
  onMoment = (listener: (moment: Moment) => void): (() => void) => listen(this.#momentListeners, listener);
  /** Lines as they come over the socket; those read from the room's past do not pass here. */
  onTalk = (listener: (lines: readonly TalkLine[]) => void): (() => void) => listen(this.#talkListeners, listener);
  /** Each fact once, as it happens; what a snapshot holds already does not pass here. */
  onFact = (listener: FactListener): (() => void) => listen(this.#factListeners, listener);

  /** Each line that is taken off the screen. */
  onGone = (listener: (id: string) => void): (() => void) => listen(this.#goneListeners, listener);

  /** Puts lines among the talk that came another way than by a frame, such as the room's past. */
  addTalk(lines: readonly TalkLine[]): void {
    this.#change({ talk: withLines(this.#snapshot.talk, this.#still(lines)) });
  }

  /** Shows one's own line before the room has heard it; it comes back under the same id. */
  addOwnTalk(line: TalkLine): void {
    this.#own.add(line.id);
    this.addTalk([line]);
    for (const listener of this.#talkListeners) listener([line]);
  }

  isOwnTalk = (id: string): boolean => this.#own.has(id);

  /** Takes lines off the screen; whichever way they come again, they are not shown. */
  removeTalk(...ids: readonly string[]): void {
    const fresh = ids.filter((id) => !this.#gone.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) this.#gone.add(id);
    this.#change({ talk: this.#still(this.#snapshot.talk) });
    for (const id of fresh) for (const listener of this.#goneListeners) listener(id);
  }

  isGone = (id: string): boolean => this.#gone.has(id);

  /** Resolves with the answer, or rejects with an ApiRefusal. Give the id when the caller shows the act before it is done. */
  command<T>(name: string, body: Record<string, unknown>, id: string = newId()): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#pending.size >= pendingMax) {
        reject(new ApiRefusal('overloaded', '', {}, 503));
        return;
      }
      const message = { kind: 'command', id, name, body } as const;
      this.#pending.set(id, { message, sentAt: Date.now(), resolve, reject });
      setTimeout(() => this.#giveUp(id), commandMsMax);
      if (this.#snapshot.status === 'open') this.#send(message);
    }) as Promise<T>;
  }

  #connect(): void {
    clearTimeout(this.#timer);
    // Two sockets would feed one replica.
    this.#drop();
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${window.location.host}/socket?room=${this.#needs.roomId}`);
    this.#socket = socket;
    socket.onopen = () => this.#send(this.#replica.hello());
    socket.onmessage = (event) => this.#receive(JSON.parse(event.data as string) as FromServer);
    socket.onclose = (event) => this.#closed(event.code);
  }

  #receive(message: FromServer): void {
    if (message.kind === 'reply') {
      this.#answer(message);
      return;
    }
    for (const repair of this.#replica.receive(message)) this.#send(repair);
    const changes: Mutable<Partial<RoomSnapshot>> = { ...this.#held(), latest: this.#replica.latest };
    if (message.kind === 'welcome') Object.assign(changes, this.#welcomed(message));
    const talk = message.kind === 'frame' && message.talk ? this.#still(message.talk) : [];
    if (talk.length > 0) changes.talk = withLines(this.#snapshot.talk, talk);
    // The frame that took the shortest way tells the server's time best, and it is the one with the largest difference.
    if ('now' in message) changes.clockOffsetMs = Math.max(this.#snapshot.clockOffsetMs, message.now - Date.now());
    this.#change(changes);
    if (message.kind !== 'frame') return;
    if (talk.length > 0) for (const listener of this.#talkListeners) listener(talk);
    for (const moment of message.moments ?? []) for (const listener of this.#momentListeners) listener(moment);
  }

  #welcomed(welcome: Welcome): Partial<RoomSnapshot> {
    this.#openedAt = Date.now();
    for (const { message } of this.#pending.values()) this.#send(message);
    return { welcome, status: 'open', closeCode: null };
  }

  #answer(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.ok) pending?.resolve(reply.body);
    else pending?.reject(new ApiRefusal(reply.code, '', reply.details ?? {}, 0));
  }

  #giveUp(id: string): void {
    this.#pending.get(id)?.reject(new ApiUnreachable(undefined));
    this.#pending.delete(id);
  }

  #closed(code: number): void {
    this.#socket = null;
    if (!this.#running) return;
    if (!comesBack(code)) {
      this.#change({ status: 'closed', closeCode: code });
      return;
    }
    if (this.#openedAt > 0 && Date.now() - this.#openedAt > steadyMs) this.#failures = 0;
    this.#openedAt = 0;
    this.#change({ status: this.#snapshot.welcome === null ? 'connecting' : 'lost' });
    // Going offline while we wait comes here again.
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), backoffMs(code, this.#failures, chance()));
    this.#failures += 1;
  }

  #online = (): void => {
    this.#failures = 0;
    if (this.#snapshot.status !== 'open') this.reconnect();
  };

  /** The browser keeps a dead socket for minutes; we know better. */
  #offline = (): void => {
    this.#drop();
    this.#closed(1006);
  };

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
    if (this.#running) this.#change({ status: 'lost' });
  }

  #send(message: FromViewer): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #held(): Pick<RoomSnapshot, 'streams' | 'ready'> {
    const replica = this.#replica;
    const state = (stream: StreamName) => replica.state(stream) as Readonly<Record<string, unknown>>;
    const ready = (stream: StreamName) => replica.position(stream) !== null;
    return {
      streams: { room: state('room'), staff: state('staff'), person: state('person') },
      ready: { room: ready('room'), staff: ready('staff'), person: ready('person') },
    };
  }

  #still(lines: readonly TalkLine[]): readonly TalkLine[] {
    return lines.filter(({ id }) => !this.#gone.has(id));
  }

  #change(changes: Partial<RoomSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes };
    for (const listener of this.#listeners) listener();
  }

  #eachFact(stream: StreamName, fact: NumberedFact): void {
    for (const listener of this.#factListeners) listener(stream, fact);
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
