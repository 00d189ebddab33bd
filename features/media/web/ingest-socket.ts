import { type CloseName, closes, mayComeBack, type PublishAddress, type ToStudio } from '../protocol.ts';
import { backoffMs } from './backoff.ts';

const backoffMsMin = 300;
const backoffMsMax = 8_000;
/** Unsent bytes above this mean that the line is too slow: picture is left out until the next key frame. */
export const congestedBytes = 262_144;
const stuckMsMax = 6_000;

interface Handlers {
  /** The line is open: the init segment goes first. */
  onOpen(): void;
  /** The origin has taken the init segment: viewers see the picture. */
  onReady(): void;
  onLost(): void;
  /** Closed for good. */
  onRefused(name: CloseName): void;
}

/** The studio's line to the media process, which comes back by itself with a fresh address. */
export class IngestSocket {
  readonly #address: () => Promise<PublishAddress>;
  readonly #handlers: Handlers;
  #lastAddress: PublishAddress | null = null;
  #socket: WebSocket | null = null;
  #stopped = false;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #congestedSince: number | null = null;
  readonly #online = () => this.#retryNow();

  constructor(address: () => Promise<PublishAddress>, handlers: Handlers) {
    this.#address = address;
    this.#handlers = handlers;
    globalThis.addEventListener('online', this.#online);
    void this.#connect();
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  get congested(): boolean {
    return (this.#socket?.bufferedAmount ?? 0) > congestedBytes;
  }

  send(data: Uint8Array | string): void {
    if (!this.isOpen) return;
    this.#socket?.send(data as Uint8Array<ArrayBuffer> | string);
    this.#watchCongestion();
  }

  stop(lastWords?: string): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    globalThis.removeEventListener('online', this.#online);
    if (lastWords !== undefined) this.send(lastWords);
    this.#socket?.close(1000);
  }

  async #connect(): Promise<void> {
    this.#attempts++;
    // While the server is down, the last address is still good: the picture goes on without it.
    const address = await this.#address().catch(() => this.#lastAddress);
    if (this.#stopped) return;
    if (!address || Date.now() >= address.expiresAt) return this.#comeBack();
    this.#lastAddress = address;
    const socket = new WebSocket(address.url);
    this.#socket = socket;
    this.#congestedSince = null;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => this.#handlers.onOpen();
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as ToStudio;
      if (message.kind !== 'ready') return;
      this.#attempts = 0;
      this.#handlers.onReady();
    };
    socket.onclose = ({ code }) => {
      if (this.#socket === socket) this.#closed(code);
    };
  }

  #closed(code: number): void {
    this.#socket = null;
    if (this.#stopped) return;
    if (code >= 4000 && !mayComeBack(code)) {
      this.stop();
      this.#handlers.onRefused(nameOf(code));
      return;
    }
    this.#handlers.onLost();
    this.#comeBack();
  }

  #comeBack(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), backoffMs(this.#attempts, backoffMsMin, backoffMsMax));
  }

  #retryNow(): void {
    if (this.#stopped || this.#socket) return;
    clearTimeout(this.#timer);
    this.#attempts = 0;
    void this.#connect();
  }

  /** A line that moves nothing for seconds is dead, although the browser has not noticed yet. */
  #watchCongestion(): void {
    if (!this.congested) {
      this.#congestedSince = null;
      return;
    }
    this.#congestedSince ??= performance.now();
    if (performance.now() - this.#congestedSince < stuckMsMax) return;
    const socket = this.#socket;
    socket?.close();
    this.#closed(1006);
  }
}

function nameOf(code: number): CloseName {
  const found = Object.entries(closes).find(([, value]) => value === code);
  return (found?.[0] as CloseName | undefined) ?? 'fault';
}
