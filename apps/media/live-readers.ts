import type { ServerResponse } from 'node:http';
import type { MediaLimits } from '../../features/media/protocol.ts';
import { gatherMsFor } from '../../features/media/segmenter.ts';
import type { Metrics } from './metrics.ts';

interface Reader {
  readonly response: ServerResponse;
  readonly expiresAt: number;
  /** It has the init segment and a key frame, or will get them with the next one. */
  started: boolean;
}

/** An empty box, which players skip: it only says that the line is alive. */
const heartbeat = Buffer.from([0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65]);

/** The endless responses of one room: each fragment goes to all of them, gathered when they are many. */
export class LiveReaders {
  readonly #readers = new Set<Reader>();
  readonly #limits: MediaLimits;
  readonly #metrics: Metrics;
  #gathered: Buffer[] = [];
  #timer: NodeJS.Timeout | null = null;
  #lastFragmentAt = 0;

  constructor(limits: MediaLimits, metrics: Metrics) {
    this.#limits = limits;
    this.#metrics = metrics;
  }

  get count(): number {
    return this.#readers.size;
  }

  /** `start` is the init segment and all since the last key frame; null when there is none yet. */
  add(response: ServerResponse, expiresAt: number, start: readonly Buffer[] | null): void {
    this.flush();
    const reader = { response, expiresAt, started: start !== null };
    this.#readers.add(reader);
    this.#metrics.readers.inc();
    response.on('close', () => {
      this.#readers.delete(reader);
      this.#metrics.readers.dec();
    });
    this.#write(reader, start ? Buffer.concat(start) : heartbeat);
  }

  /** Sends a fragment to all who have started. */
  send(bytes: Buffer): void {
    this.#gathered.push(bytes);
    const gatherMs = gatherMsFor(this.#readers.size);
    if (gatherMs === 0) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), gatherMs);
  }

  /** A key frame comes next: those who waited for one start with it. */
  startWaiting(init: Buffer): void {
    this.flush();
    for (const reader of this.#readers) {
      if (reader.started) continue;
      reader.started = true;
      this.#write(reader, init);
    }
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const [first] = this.#gathered;
    if (!first) return;
    const bytes = this.#gathered.length === 1 ? first : Buffer.concat(this.#gathered);
    this.#gathered = [];
    for (const reader of this.#readers) if (reader.started) this.#write(reader, bytes);
  }

  /** To be called now and then: closes what has expired and keeps quiet lines alive. */
  tick(now: number): void {
    const quiet = now - this.#lastFragmentAt >= this.#limits.heartbeatMs;
    for (const reader of this.#readers) {
      if (now >= reader.expiresAt) reader.response.end();
      else if (quiet || !reader.started) this.#write(reader, heartbeat);
    }
    if (this.#gathered.length > 0) this.flush();
  }

  /** Ends all responses; the players come back by themselves. */
  endAll(): void {
    this.flush();
    for (const { response } of this.#readers) response.end();
  }

  noteFragment(now: number): void {
    this.#lastFragmentAt = now;
  }

  #write({ response }: Reader, bytes: Buffer): void {
    if (response.writableEnded || response.destroyed) return;
    response.write(bytes);
    this.#metrics.bytesOut.inc(bytes.length);
    if (response.writableLength <= this.#limits.readerBehindBytesMax) return;
    this.#metrics.readersBehind.inc();
    response.destroy();
  }
}
