import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { createReplica, type Replica } from '../../platform/kit/replica.ts';
import type { Frame, FromServer, FromViewer } from '../../platform/kit/socket-protocol.ts';
import { folds } from '../streams.ts';
import type { Browser } from './browser.ts';

interface Needs {
  readonly browser: Browser;
  readonly roomId: string;
  readonly onFrame?: (frame: Frame, replica: Replica<typeof folds>) => void;
  /** The room will not have this socket any more: the show is over, or the session is. */
  readonly onGone: (code: number) => void;
}

const againMsMin = 500;
const againMsMax = 15_000;
const finalCode = 4500;

/** One person's socket in the room. It comes back by itself, and tells when it may not. */
export class RoomSocket {
  readonly replica: Replica<typeof folds> = createReplica(folds);
  /** Whether the server counts this one. */
  welcome = false;
  readonly #needs: Needs;
  #socket: WebSocket | null = null;
  #stopped = false;
  #againMs = againMsMin;
  #timer: NodeJS.Timeout | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#connect();
  }

  /** Says it and forgets it: an answer to what a demonstration does is of no interest. */
  command(name: string, body: Record<string, unknown>, id: string = randomUUID()): void {
    if (this.welcome) this.#send({ kind: 'command', id, name, body });
  }

  stop(): void {
    this.#stopped = true;
    this.welcome = false;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
  }

  #connect(): void {
    const { browser, roomId } = this.#needs;
    const url = `${browser.serverUrl.replace(/^http/, 'ws')}/socket?room=${roomId}`;
    const socket = new WebSocket(url, { origin: browser.origin, headers: { cookie: browser.cookieHeader } });
    this.#socket = socket;
    socket.on('open', () => this.#send(this.replica.hello()));
    socket.on('message', (data) => this.#receive(JSON.parse(String(data)) as FromServer));
    socket.on('error', () => {});
    socket.on('close', (code) => this.#closed(code));
  }

  #receive(message: FromServer): void {
    if (message.kind === 'reply') return;
    if (message.kind === 'welcome') {
      this.welcome = true;
      this.#againMs = againMsMin;
    }
    for (const repair of this.replica.receive(message)) this.#send(repair);
    if (message.kind === 'frame') this.#needs.onFrame?.(message, this.replica);
  }

  #closed(code: number): void {
    this.welcome = false;
    if (this.#stopped) return;
    if (code >= finalCode) {
      this.#stopped = true;
      this.#needs.onGone(code);
      return;
    }
    this.#timer = setTimeout(() => this.#connect(), this.#againMs);
    this.#againMs = Math.min(againMsMax, this.#againMs * 2);
  }

  #send(message: FromViewer): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
