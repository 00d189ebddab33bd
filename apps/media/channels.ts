import type { MediaLimits } from '../../features/media/protocol.ts';
import type { Bus } from '../../platform/bus/bus.ts';
import type { Refusal } from '../../platform/kit/refusal.ts';
import { refuse } from '../../platform/kit/refusal.ts';
import { Channel } from './channel.ts';
import { Directory } from './directory.ts';
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
  readonly secret: string;
  /** The bus between media processes, and where the others reach this one. */
  readonly bus: Bus;
  readonly nodeUrl: () => string;
}

/** All rooms in memory. A room comes with its first host or reader, and goes when it has been idle for a while. */
export class Channels {
  readonly #open = new Map<string, Promise<Channel>>();
  readonly #ready = new Map<string, Channel>();
  readonly #needs: Needs;
  readonly #ticking: NodeJS.Timeout;
  readonly #sweep: RecordingSweep;
  readonly #directory: Directory;
  readonly #announcing: NodeJS.Timeout;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#ticking = setInterval(() => this.#tick(), tickMs);
    this.#directory = new Directory({
      ...{ bus: needs.bus, url: needs.nodeUrl, clock: needs.clock, limits: needs.limits },
      ours: () => [...this.#ready.values()].flatMap((channel) => channel.origin() ?? []),
      onOrigin: (origin) => this.#ready.get(origin.roomId)?.heard(origin),
    });
    this.#announcing = setInterval(() => this.#directory.announce(), needs.limits.announceEveryMs);
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

  /** The others say at once what they have. */
  ask(): void {
    this.#directory.announce(true);
  }

  async close(): Promise<void> {
    clearInterval(this.#ticking);
    clearInterval(this.#announcing);
    this.#directory.close();
    await this.#sweep.close();
    await Promise.all([...this.#ready.values()].map((channel) => channel.close()));
  }

  async #openChannel(roomId: string): Promise<Channel> {
    await this.#sweep.whenFree(roomId);
    const recorder = this.#recorder(roomId);
    const directory = this.#directory;
    const channel = new Channel(recorder, await recorder.open(), {
      ...this.#needs,
      roomId,
      origin: () => directory.origin(roomId),
      lastElsewhere: () => directory.lastOf(roomId),
      announce: () => directory.announce(),
    });
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
      onWritten: (well) => metrics.recordingFails.set(well ? 0 : 1),
    });
  }

  #tick(): void {
    const now = this.#needs.clock();
    for (const [roomId, channel] of this.#ready) {
      channel.tick(now);
      if (!channel.isIdle || now - channel.idleSince < this.#needs.limits.channelIdleMs) continue;
      this.#ready.delete(roomId);
      this.#open.delete(roomId);
      void channel.close();
      this.#needs.metrics.channels.set(this.#ready.size);
    }
  }
}
