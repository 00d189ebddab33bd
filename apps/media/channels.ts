import type { MediaLimits } from '../../features/media/protocol.ts';
import type { Refusal } from '../../platform/kit/refusal.ts';
import { refuse } from '../../platform/kit/refusal.ts';
import { Channel } from './channel.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { Recorder } from './recorder.ts';
import { RecordingSweep } from './recording-sweep.ts';

const tickMs = 1_000;
const hourMs = 3_600_000;

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
  readonly #ticking: NodeJS.Timeout;
  readonly #sweep: RecordingSweep;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#ticking = setInterval(() => this.#tick(), tickMs);
    this.#sweep = new RecordingSweep({
      ...needs,
      keepMs: needs.recordingHours * hourMs,
      openRecorder: (roomId) =>
        this.#open.get(roomId)?.then(
          (channel) => channel.recorder,
          () => null,
        ),
      newRecorder: (roomId) => this.#recorder(roomId),
      onFault: (error) => needs.log.error({ error: String(error) }, 'a sweep of the recordings failed'),
    });
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
    clearInterval(this.#ticking);
    await this.#sweep.close();
    await Promise.all([...this.#ready.values()].map((channel) => channel.close()));
  }

  async #openChannel(roomId: string): Promise<Channel> {
    await this.#sweep.whenFree(roomId);
    const recorder = this.#recorder(roomId);
    const channel = new Channel(recorder, await recorder.open(), this.#needs);
    this.#ready.set(roomId, channel);
    this.#needs.metrics.channels.set(this.#ready.size);
    return channel;
  }

  #recorder(roomId: string): Recorder {
    const { dataDir, recordingHours, limits, log, metrics } = this.#needs;
    const retention = { keepMs: recordingHours * hourMs, bytesMax: limits.recordingBytesMax };
    return new Recorder(dataDir, roomId, retention, {
      log,
      onLost: () => metrics.segmentsLost.inc(),
      onAdded: (bytes) => this.#sweep.noteAdded(bytes),
    });
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
}
