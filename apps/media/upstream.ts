import { signAddress } from '../../features/media/address.ts';
import { readFragment, ticksPerSecondOf } from '../../features/media/fragment.ts';
import type { MediaLimits } from '../../features/media/protocol.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';
import type { Broadcast } from './broadcast.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { type RelayMessage, RelayReader, splitBytes } from './relay-wire.ts';

export interface UpstreamNeeds {
  readonly roomId: string;
  readonly secret: string;
  readonly clock: () => number;
  readonly limits: MediaLimits;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly broadcast: Broadcast;
}

const tokenMs = 60_000;

/** One connection to the process that has the room's host, however many viewers there are here. */
export class Upstream {
  readonly url: string;
  readonly #needs: UpstreamNeeds;
  readonly #abort = new AbortController();
  readonly #first = Promise.withResolvers<void>();
  #heardAt: number;
  #over = false;

  constructor(url: string, needs: UpstreamNeeds) {
    this.url = url;
    this.#needs = needs;
    this.#heardAt = needs.clock();
    void this.#run();
  }

  /** Ended by the other side, or silent for too long: another is to be made. */
  get isOver(): boolean {
    return this.#over || this.#needs.clock() - this.#heardAt > this.#needs.limits.originSilentMsMax;
  }

  /** Resolves when there is something to show, or after `ms`. */
  async ready(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([this.#first.promise, late]).finally(() => clearTimeout(timer));
  }

  close(): void {
    this.#over = true;
    this.#first.resolve();
    this.#abort.abort();
  }

  async #run(): Promise<void> {
    const { roomId, secret, clock, metrics, log } = this.#needs;
    metrics.upstreams.inc();
    try {
      const token = signAddress(secret, 'relay', roomId, clock() + tokenMs);
      const response = await fetch(`${this.url}/relay/${roomId}?token=${token}`, { signal: this.#abort.signal });
      if (!response.ok || !response.body) throw new Error(`It answered ${response.status}.`);
      const reader = new RelayReader((message, bytes) => this.#take(message, bytes));
      for await (const chunk of response.body) {
        this.#heardAt = clock();
        metrics.bytesRelayedIn.inc(chunk.length);
        reader.take(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        if (this.#over) break;
      }
    } catch (error) {
      if (!this.#over)
        log.warn({ roomId, url: this.url, error: String(error) }, 'the picture of another process was lost');
    } finally {
      metrics.upstreams.dec();
      this.#over = true;
      this.#first.resolve();
    }
  }

  #take(message: RelayMessage, bytes: Buffer): void {
    const { broadcast } = this.#needs;
    if (this.#over) return;
    switch (message.kind) {
      case 'state':
        broadcast.restore(message, splitBytes(bytes, message.sizes));
        this.#first.resolve();
        break;
      case 'begin':
        broadcast.begin(message.initNumber, bytes, message.epoch, message.tracksChange);
        break;
      case 'fragment':
        this.#spread(bytes, message.at);
        break;
      case 'pause':
        broadcast.pause();
        break;
      case 'end':
        broadcast.end();
        break;
      case 'alive':
        break;
    }
  }

  /** It has been placed on the room's clock where it came from. */
  #spread(bytes: Buffer, at: number): void {
    const fragment = readFragment(bytes);
    if (isRefusal(fragment)) throw new Error(`It sent a fragment that is none: ${fragment.refused}`);
    const ticks = ticksPerSecondOf(fragment.trackId);
    const { decodeTime, duration } = fragment;
    const placed = { decodeTime, startSeconds: decodeTime / ticks, endSeconds: (decodeTime + duration) / ticks };
    this.#needs.broadcast.spread(bytes, fragment, placed, at);
  }
}
