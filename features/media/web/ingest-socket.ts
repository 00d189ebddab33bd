import { ApiRefusal } from '../../../platform/ui/api.ts';
import {
  type CloseName,
  closes,
  goodbyeText,
  mayComeBack,
  type PublishAddress,
  renewText,
  type ToStudio,
} from '../protocol.ts';
import { backoffMs } from './backoff.ts';

/** Far below `publishAddressMs`, so that a server that is down for minutes takes nobody off the air. */
export const renewEveryMs = 30_000;
const backoffMsMin = 300;
const backoffMsMax = 8_000;
/** Unsent bytes above this mean that the line is too slow: picture is left out until the next key frame. */
export const congestedBytes = 262_144;
const stuckMsMax = 6_000;
const conflict = 409;

interface Handlers {
  /** The line is open: the init segment goes first. */
  onOpen(): void;
  /** The origin has taken the init segment: viewers see the picture. */
  onReady(): void;
  onLost(): void;
  /** Closed for good, by the media process or because the server gives no address any more. */
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
  readonly #renewing: ReturnType<typeof setInterval>;
  #congestedSince: number | null = null;
  readonly #online = () => this.#retryNow();

  constructor(address: () => Promise<PublishAddress>, handlers: Handlers) {
    this.#address = address;
    this.#handlers = handlers;
    globalThis.addEventListener('online', this.#online);
    this.#renewing = setInterval(() => void this.#renew(), renewEveryMs);
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
    clearInterval(this.#renewing);
    globalThis.removeEventListener('online', this.#online);
    if (lastWords !== undefined) this.send(lastWords);
    this.#socket?.close(1000);
  }

  async #connect(): Promise<void> {
    this.#attempts++;
    // While the server is down, the last address is still good for minutes: the picture goes on without it.
    const address = (await this.#freshAddress()) ?? this.#lastAddress;
    if (this.#stopped) return;
    if (!address) return this.#comeBack();
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

  /** The media process closes a line whose address runs out, so a fresh one is sent long before. */
  async #renew(): Promise<void> {
    const socket = this.#socket;
    if (!this.isOpen) return;
    const address = await this.#freshAddress();
    const token = address && new URL(address.url).searchParams.get('token');
    if (token && this.#socket === socket) this.send(renewText(token));
  }

  /** A new address from the server, or null when it does not answer. When it refuses one, sending is over. */
  async #freshAddress(): Promise<PublishAddress | null> {
    try {
      this.#lastAddress = await this.#address();
      return this.#lastAddress;
    } catch (error) {
      if (!this.#stopped && isFinal(error)) {
        this.stop(error.status === conflict ? goodbyeText : undefined);
        this.#handlers.onRefused('publish_refused');
      }
      return null;
    }
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

/** The server itself says no: not the host any more, no such room, or (a conflict) the show has ended. */
function isFinal(error: unknown): error is ApiRefusal {
  return error instanceof ApiRefusal && error.code !== 'fault' && [401, 403, 404, conflict].includes(error.status);
}

function nameOf(code: number): CloseName {
  const found = Object.entries(closes).find(([, value]) => value === code);
  return (found?.[0] as CloseName | undefined) ?? 'fault';
}
