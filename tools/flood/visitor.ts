import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

const busyMs = 5_000;

/** Somebody in front of a browser, with cookies of their own. */
export class Visitor {
  readonly #origin: string;
  readonly #roomId: string;
  /** Where the house may believe us: the address that this person comes from. */
  readonly #from: string | null;
  readonly #cookies = new Map<string, string>();
  #socket: WebSocket | null = null;

  constructor(room: URL, from: string | null) {
    this.#origin = room.origin;
    this.#roomId = room.pathname.split('/').at(-1)!;
    this.#from = from;
  }

  /** As a guest, or under a name; where too many come from one address it waits for its turn. */
  async enter(name: string | null, gone: AbortSignal): Promise<void> {
    await this.#call('/api/me');
    while (name !== null) {
      const status = await this.#call('/api/me/name', { id: randomUUID(), name });
      if (status === 200) return;
      if (status !== 429) throw new Error(`${name} could not come in: ${status}`);
      await sleep(busyMs, undefined, { signal: gone });
    }
  }

  async watch(heard: (text: string) => void): Promise<void> {
    const address = `${this.#origin.replace(/^http/, 'ws')}/socket?room=${this.#roomId}`;
    const socket = new WebSocket(address, { origin: this.#origin, headers: this.#headers(), perMessageDeflate: false });
    this.#socket = socket;
    socket.on('message', (data) => heard(String(data)));
    socket.on('error', () => {});
    await once(socket, 'open');
    socket.send(JSON.stringify({ kind: 'hello', have: {} }));
  }

  /** False when there is no socket to say it on. */
  say(text: string): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify({ kind: 'command', id: randomUUID(), name: 'barrage.send', body: { text } }));
    return true;
  }

  leave(): void {
    this.#socket?.terminate();
  }

  #headers(): Record<string, string> {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    return { origin: this.#origin, cookie, ...(this.#from === null ? {} : { 'x-forwarded-for': this.#from }) };
  }

  async #call(address: string, body?: object): Promise<number> {
    const json = body ? { 'content-type': 'application/json' } : {};
    const answer = await fetch(`${this.#origin}${address}`, {
      method: body ? 'POST' : 'GET',
      headers: { ...this.#headers(), ...json },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    await answer.arrayBuffer();
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      this.#cookies.set(name!, value!);
    }
    return answer.status;
  }
}
