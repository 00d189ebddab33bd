import type { MediaLimits } from '../../features/media/protocol.ts';
import type { Refusal } from '../../platform/kit/refusal.ts';
import { refuse } from '../../platform/kit/refusal.ts';
import { Channel } from './channel.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { Recorder, recordedRooms } from './recorder.ts';

const tickMs = 1_000;
const sweepMs = 600_000;

interface Needs {
  readonly dataDir: string;
  readonly recordingHours: number;
  readonly clock: () => number;
  readonly limits: MediaLimits;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** All rooms in memory. A room comes with its first host or reader, and goes when it has been idle for a while. */
export class Channels {
  readonly #open = new Map<string, Promise<Channel>>();
  readonly #ready = new Map<string, Channel>();
  readonly #needs: Needs;
  readonly #timers: NodeJS.Timeout[];

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#timers = [setInterval(() => this.#tick(), tickMs), setInterval(() => void this.#sweep(), sweepMs)];
    void this.#sweep();
  }

  async get(roomId: string): Promise<Channel | Refusal> {
    const known = this.#open.get(roomId);
    if (known) return known;
    if (this.#open.size >= this.#needs.limits.channelsMax) return refuse('media_full');
    const opening = this.#openChannel(roomId);
    this.#open.set(roomId, opening);
    opening.catch(() => this.#open.delete(roomId));
    return opening;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all([...this.#ready.values()].map((channel) => channel.close()));
  }

  async #openChannel(roomId: string): Promise<Channel> {
    const recorder = this.#recorder(roomId);
    const channel = new Channel(recorder, await recorder.open(), this.#needs);
    this.#ready.set(roomId, channel);
    this.#needs.metrics.channels.set(this.#ready.size);
    return channel;
  }

  #recorder(roomId: string): Recorder {
    const { dataDir, recordingHours, limits, log, metrics } = this.#needs;
    const retention = { keepMs: recordingHours * 3_600_000, bytesMax: limits.recordingBytesMax };
    return new Recorder(dataDir, roomId, retention, log, () => metrics.segmentsLost.inc());
  }

  #tick(): void {
    const now = this.#needs.clock();
    for (const [roomId, channel] of this.#ready) {
      channel.tick(now);
      if (!channel.isIdle || now - channel.idleSince < this.#needs.limits.channelIdleMs) continue;
      this.#ready.delete(roomId);
      this.#open.delete(roomId);
      this.#needs.metrics.channels.set(this.#ready.size);
    }
  }

  /** Recordings grow old also in rooms that nobody opens. */
  async #sweep(): Promise<void> {
    const now = this.#needs.clock();
    for (const roomId of await recordedRooms(this.#needs.dataDir)) {
      const channel = this.#ready.get(roomId);
      if (channel) channel.recorder.retain(now);
      else if (!this.#open.has(roomId)) await this.#retainUnopened(roomId, now);
    }
  }

  async #retainUnopened(roomId: string, now: number): Promise<void> {
    const recorder = this.#recorder(roomId);
    await recorder.open().catch(() => null);
    recorder.retain(now);
    await recorder.settled();
  }
}
