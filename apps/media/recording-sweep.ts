import type { MediaLimits } from '../../features/media/protocol.ts';
import { countToDelete, type Recorded } from '../../features/media/retention.ts';
import { deleteRecording, type Recorder, recordedRooms } from './recorder.ts';

const sweepMs = 600_000;
/** A sweep leaves this part of the total free, and when as much has come in, the next one follows. */
const slackShare = 0.05;

interface Needs {
  readonly dataDir: string;
  readonly keepMs: number;
  readonly clock: () => number;
  readonly limits: MediaLimits;
  /** The recorder of a room that is open, or is being opened just now. */
  readonly openRecorder: (roomId: string) => Promise<Recorder | null> | undefined;
  readonly newRecorder: (roomId: string) => Recorder;
  readonly onFault: (error: unknown) => void;
}

/** Deletes the recordings that are too old or too much, over all rooms together. */
export class RecordingSweep {
  readonly #needs: Needs;
  readonly #timer: NodeJS.Timeout;
  readonly #tended = new Map<string, Promise<void>>();
  #running: Promise<void> | null = null;
  #addedBytes = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#timer = setInterval(() => this.#start(), sweepMs);
    this.#start();
  }

  noteAdded(bytes: number): void {
    this.#addedBytes += bytes;
    if (this.#addedBytes >= this.#needs.limits.recordingsBytesMax * slackShare) this.#start();
  }

  /** Resolves when nothing of this room is being deleted: one recorder at a time may write in its folder. */
  async whenFree(roomId: string): Promise<void> {
    await this.#tended.get(roomId);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #start(): void {
    this.#running ??= this.#sweep()
      .catch(this.#needs.onFault)
      .finally(() => {
        this.#running = null;
      });
  }

  async #sweep(): Promise<void> {
    this.#addedBytes = 0;
    const now = this.#needs.clock();
    const rooms = await recordedRooms(this.#needs.dataDir);
    const going = await this.#countToDelete(rooms, now);
    for (const roomId of rooms) await this.#tend(roomId, going.get(roomId) ?? 0, now);
  }

  /** How many of the oldest segments of each room go, so that all rooms together are small enough. */
  async #countToDelete(rooms: readonly string[], now: number): Promise<Map<string, number>> {
    const { keepMs, limits } = this.#needs;
    const all: (Recorded & { readonly roomId: string })[] = [];
    for (const roomId of rooms) {
      const recorder = await this.#reader(roomId);
      for (const segment of recorder.recorded()) all.push({ ...segment, roomId });
    }
    all.sort((one, other) => one.at - other.at);
    const bytesMax = limits.recordingsBytesMax * (1 - slackShare);
    const going = new Map<string, number>();
    for (const { roomId } of all.slice(0, countToDelete(all, now, { keepMs, bytesMax }))) {
      going.set(roomId, (going.get(roomId) ?? 0) + 1);
    }
    return going;
  }

  async #reader(roomId: string): Promise<Recorder> {
    const open = await this.#needs.openRecorder(roomId);
    if (open) return open;
    const recorder = this.#needs.newRecorder(roomId);
    await recorder.read();
    return recorder;
  }

  async #tend(roomId: string, count: number, now: number): Promise<void> {
    const opening = this.#needs.openRecorder(roomId);
    if (opening) {
      const recorder = await opening;
      recorder?.retain(now, count);
      return recorder?.settled();
    }
    const work = this.#tendUnopened(roomId, count, now).finally(() => this.#tended.delete(roomId));
    this.#tended.set(roomId, work);
    await work;
  }

  /** Recordings grow old also in rooms that nobody opens. */
  async #tendUnopened(roomId: string, count: number, now: number): Promise<void> {
    const recorder = this.#needs.newRecorder(roomId);
    const last = await recorder.open();
    recorder.retain(now, count);
    await recorder.settled();
    // The last line lets numbers and clock go on for those who watched; when it is as old as that, nobody is left.
    const forgotten = !last || last.startedAt <= now - this.#needs.keepMs;
    if (forgotten && recorder.recorded().length === 0) await deleteRecording(this.#needs.dataDir, roomId);
  }
}
