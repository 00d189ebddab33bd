import { appendFile, mkdir, readdir, readFile, rename, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initName, segmentName } from '../../features/media/playlist.ts';
import { roomIdPattern } from '../../features/media/protocol.ts';
import type { Recorded, RetentionLimits } from '../../features/media/retention.ts';
import { countToDelete } from '../../features/media/retention.ts';
import type { FinishedSegment } from './live-window.ts';
import type { Log } from './log.ts';

/** One line of a room's index: what is needed to go on after a restart, and to make a replay of it. */
export interface IndexLine {
  readonly number: number;
  readonly epoch: number;
  readonly initNumber: number;
  readonly startedAt: number;
  readonly startSeconds: number;
  readonly seconds: number;
  readonly discontinuity: boolean;
  readonly bytes: number;
  /** The file has been deleted; the line stays, so that numbers go on from it. */
  readonly gone?: true;
}

interface RecorderNeeds {
  readonly log: Log;
  readonly onLost: () => void;
  readonly onAdded: (bytes: number) => void;
  /** Whether the disk took the last segment. */
  readonly onWritten: (well: boolean) => void;
}

/** Segments that wait for the disk; beyond this they are not recorded, and the live picture goes on. */
const waitingBytesMax = 33_554_432;
const goneLinesMax = 500;

/** The segments of one room on disk: `index.jsonl`, `init-N.mp4`, `segment-N.m4s`. */
export class Recorder {
  readonly folder: string;
  #lines: IndexLine[] = [];
  #goneLines = 0;
  #init: { readonly number: number; readonly bytes: Buffer; written: boolean } | null = null;
  #work: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  readonly #limits: RetentionLimits;
  #recordMs: number | undefined;
  readonly #needs: RecorderNeeds;

  constructor(dataDir: string, roomId: string, limits: RetentionLimits, needs: RecorderNeeds) {
    if (!roomIdPattern.test(roomId)) throw new Error('A room id must never leave the folder of recordings.');
    this.folder = join(dataDir, 'recordings', roomId);
    this.#limits = limits;
    this.#needs = needs;
  }

  /** The last line of an earlier run, if any. It makes no folder: a viewer may ask for any room. */
  async open(): Promise<IndexLine | null> {
    const { whole } = await this.read();
    if (!whole) await this.#rewriteIndex();
    return this.#lines.at(-1) ?? null;
  }

  /** Reads the index without changing it. A line that was cut off by a crash does not count. */
  async read(): Promise<{ readonly whole: boolean }> {
    const text = await readFile(join(this.folder, 'index.jsonl'), 'utf8').catch(() => '');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    this.#lines = whole.split('\n').flatMap(parseLine);
    return { whole: whole.length === text.length };
  }

  /** The segments that are on disk, in order of time. */
  recorded(): Recorded[] {
    return this.#lines
      .filter((line) => !line.gone)
      .map(({ number, bytes, startedAt }) => ({ number, bytes, at: startedAt }));
  }

  /** From now on only so much of the last picture stays; without a number, what is usual. */
  keepAtMost(recordMs: number | undefined): void {
    this.#recordMs = recordMs;
  }

  /** Kept until a segment needs it: init segments without picture leave nothing on disk. */
  addInit(number: number, bytes: Buffer): void {
    this.#init = { number, bytes, written: false };
  }

  addSegment(segment: FinishedSegment, now: number): void {
    const { number, epoch, initNumber, startedAt, startSeconds, seconds, discontinuity, bytes } = segment;
    const line = {
      ...{ number, epoch, initNumber, startedAt, startSeconds, seconds, discontinuity },
      bytes: bytes.length,
    };
    const init = this.#init?.number === initNumber ? this.#init : null;
    this.#enqueue(bytes.length, async () => {
      await mkdir(this.folder, { recursive: true });
      // One that found no room is written with the next segment: without it nobody could play them.
      if (init && !init.written) await writeWhole(join(this.folder, initName(init.number)), init.bytes);
      if (init) init.written = true;
      await this.#write(line, bytes);
      this.#needs.onAdded(bytes.length);
      await this.#retain(now, 0);
    });
  }

  /** Deletes what is too old or too much, and at least so many of the oldest. */
  retain(now: number, countMin: number): void {
    this.#enqueue(0, () => this.#retain(now, countMin));
  }

  /** Resolves when all that was added is on disk. */
  async settled(): Promise<void> {
    await this.#work;
  }

  #enqueue(bytes: number, act: () => Promise<void>): void {
    if (this.#waitingBytes + bytes > waitingBytesMax) {
      this.#needs.onLost();
      return;
    }
    this.#waitingBytes += bytes;
    this.#work = this.#work
      .then(act)
      .catch((error: unknown) => {
        this.#needs.log.error({ error: String(error), folder: this.folder }, 'a segment could not be recorded');
        this.#needs.onWritten(false);
        this.#needs.onLost();
      })
      .finally(() => {
        this.#waitingBytes -= bytes;
      });
  }

  /** The segment and its line, or neither: half of one would be taken for a whole by whoever reads them later. */
  async #write(line: IndexLine, bytes: Buffer): Promise<void> {
    const [file, index] = [join(this.folder, segmentName(line.number)), join(this.folder, 'index.jsonl')];
    await writeWhole(file, bytes);
    const before = await stat(index).catch(() => ({ size: 0 }));
    try {
      await appendFile(index, `${JSON.stringify(line)}\n`);
    } catch (error) {
      await truncate(index, before.size).catch(() => {});
      await unlink(file).catch(() => {});
      throw error;
    }
    this.#lines.push(line);
    this.#needs.onWritten(true);
  }

  async #retain(now: number, countMin: number): Promise<void> {
    const kept = this.#lines.filter((line) => !line.gone);
    const limits = { ...this.#limits, keepMs: Math.min(this.#limits.keepMs, this.#recordMs ?? this.#limits.keepMs) };
    const going = kept.slice(0, Math.max(countMin, countToDelete(this.recorded(), now, limits)));
    if (going.length === 0) return;
    const numbers = new Set(going.map(({ number }) => number));
    for (const number of numbers) await unlink(join(this.folder, segmentName(number))).catch(() => {});
    await this.#deleteInits(going, kept.slice(going.length));
    this.#lines = this.#lines.map((line) => (numbers.has(line.number) ? { ...line, gone: true } : line));
    this.#goneLines += going.length;
    if (this.#goneLines >= goneLinesMax || going.length === kept.length) await this.#rewriteIndex();
  }

  async #deleteInits(going: readonly IndexLine[], kept: readonly IndexLine[]): Promise<void> {
    const needed = new Set([...kept.map((line) => line.initNumber), this.#lines.at(-1)?.initNumber]);
    const unneeded = new Set(going.map((line) => line.initNumber).filter((number) => !needed.has(number)));
    for (const number of unneeded) await unlink(join(this.folder, initName(number))).catch(() => {});
  }

  async #rewriteIndex(): Promise<void> {
    const last = this.#lines.at(-1);
    this.#lines = this.#lines.filter((line) => !line.gone || line === last);
    this.#goneLines = 0;
    const path = join(this.folder, 'index.jsonl');
    await writeFile(`${path}.new`, this.#lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await rename(`${path}.new`, path);
  }
}

async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    await unlink(file).catch(() => {});
    throw error;
  }
}

/** The rooms that have a recording on disk. */
export async function recordedRooms(dataDir: string): Promise<string[]> {
  const names = await readdir(join(dataDir, 'recordings')).catch(() => []);
  return names.filter((name) => roomIdPattern.test(name));
}

export async function deleteRecording(dataDir: string, roomId: string): Promise<void> {
  if (roomIdPattern.test(roomId)) await rm(join(dataDir, 'recordings', roomId), { recursive: true, force: true });
}

function parseLine(text: string): IndexLine[] {
  try {
    const line = JSON.parse(text) as IndexLine;
    return Number.isSafeInteger(line.number) && Number.isSafeInteger(line.initNumber) ? [line] : [];
  } catch {
    return [];
  }
}
