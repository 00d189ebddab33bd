import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface WireNeeds {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly localAddress: string;
  /** 'stops' never reads once it is open; 'trickles' reads a kilobyte a second. */
  readonly reads?: Reading;
  /** The payload is only valid during the call. */
  readonly onMessage: (payload: Buffer, compressed: boolean) => void;
}

export type Reading = 'all' | 'stops' | 'trickles';

const trickleBytes = 1024;
const trickleEveryMs = 1000;
const [text, close, ping, pong] = [1, 8, 9, 10];
/** Reading is synchronous, so all sockets of the process share one buffer. */
const reading = Buffer.allocUnsafe(256 * 1024);
const nothing = Buffer.alloc(0);

/** A WebSocket client that does as little as it can: what a crowd's process spends on reading limits what it can measure. */
export class Wire {
  closed: number | null = null;
  messages = 0;
  bytes = 0;
  readonly opened: Promise<void>;
  readonly #needs: WireNeeds;
  readonly #reads: Reading;
  readonly #socket: Socket;
  #pending = nothing;
  #isOpen = false;

  constructor(needs: WireNeeds) {
    this.#needs = needs;
    const { url, headers, localAddress, reads = 'all' } = needs;
    this.#reads = reads;
    this.opened = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const buffer = this.#reads === 'all' ? reading : Buffer.allocUnsafe(trickleBytes);
    const onread = { buffer, callback: (size: number) => this.#read(buffer.subarray(0, size)) };
    this.#socket = connect({ host: '127.0.0.1', port: Number(url.port), localAddress, noDelay: true, onread });
    this.#socket.on('error', (error) => this.#reject(error));
    this.#socket.on('close', () => {
      this.closed ??= 1006;
      this.#reject(new Error(`closed ${this.closed}`));
    });
    const key = randomBytes(16).toString('base64');
    const lines = Object.entries({
      host: url.host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
      ...headers,
    });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    this.#socket.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\n${head}\r\n`);
  }

  #resolve: () => void = () => {};
  #reject: (error: Error) => void = () => {};

  send(message: string): void {
    this.#frame(text, Buffer.from(message));
  }

  cut(): void {
    this.#socket.destroy();
  }

  /** A mask of zeros is a mask. */
  #frame(opcode: number, payload: Buffer): void {
    const short = payload.length < 126;
    const head = Buffer.alloc(short ? 6 : 8);
    head[0] = 0x80 | opcode;
    head[1] = 0x80 | (short ? payload.length : 126);
    if (!short) head.writeUInt16BE(payload.length, 2);
    this.#socket.write(Buffer.concat([head, payload]));
  }

  /** False stops the reading. */
  #read(chunk: Buffer): boolean {
    let data = chunk;
    if (this.#pending.length > 0) data = Buffer.concat([this.#pending, data]);
    if (!this.#isOpen) {
      const end = data.indexOf('\r\n\r\n');
      if (end < 0) {
        this.#pending = Buffer.from(data);
        return true;
      }
      if (this.#reads !== 'all') this.#slowDown();
      if (!data.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) {
        this.#socket.destroy(new Error(data.toString('latin1', 0, 200)));
        return true;
      }
      this.#isOpen = true;
      data = data.subarray(end + 4);
      this.#resolve();
    }
    const rest = this.#messages(data);
    this.#pending = rest.length > 0 ? Buffer.from(rest) : nothing;
    return this.#reads === 'all';
  }

  #slowDown(): void {
    if (this.#reads === 'stops') return;
    const timer = setInterval(() => this.#socket.resume(), trickleEveryMs);
    this.#socket.once('close', () => clearInterval(timer));
  }

  /** Takes whole frames and returns what is left. */
  #messages(data: Buffer): Buffer {
    while (data.length >= 2) {
      const [first, second] = [data[0]!, data[1]!];
      const headBytes = second < 126 ? 2 : second === 126 ? 4 : 10;
      if (data.length < headBytes) break;
      const length = second < 126 ? second : second === 126 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
      if (data.length < headBytes + length) break;
      const payload = data.subarray(headBytes, headBytes + length);
      this.bytes += headBytes + length;
      this.#take(first & 15, payload, (first & 0x40) !== 0);
      data = data.subarray(headBytes + length);
    }
    return data;
  }

  #take(opcode: number, payload: Buffer, compressed: boolean): void {
    if (opcode === text) {
      this.messages += 1;
      this.#needs.onMessage(payload, compressed);
    } else if (opcode === ping) this.#frame(pong, Buffer.from(payload));
    else if (opcode === close) {
      this.closed = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
      this.#frame(close, Buffer.from(payload));
      this.#socket.end();
    }
  }
}
