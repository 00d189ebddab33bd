import type { Fragment } from '../../features/media/fragment.ts';
import { videoTrackId } from '../../features/media/init-segment.ts';
import type { Placed } from '../../features/media/intake.ts';
import type { MediaFile, Playlist, PlaylistPart, PlaylistSegment } from '../../features/media/playlist.ts';
import type { Cutting } from '../../features/media/segmenter.ts';
import { afterCut, cutBefore } from '../../features/media/segmenter.ts';

/** Finished segments kept in memory: what the playlist lists. Older ones are on disk. */
export const windowSegments = 6;

export interface FinishedSegment extends PlaylistSegment {
  readonly epoch: number;
  readonly startSeconds: number;
  readonly bytes: Buffer;
}

interface OpenSegment {
  readonly number: number;
  readonly epoch: number;
  readonly initNumber: number;
  readonly discontinuity: boolean;
  readonly startedAt: number;
  readonly startSeconds: number;
  readonly parts: (PlaylistPart & { readonly bytes: Buffer })[];
  pending: Buffer[];
  pendingIndependent: boolean;
}

/** The last seconds of one room as segments and parts, cut from fragments as they come. */
export class LiveWindow {
  #nextNumber: number;
  #segments: FinishedSegment[] = [];
  #partsBytes = new Map<number, readonly Buffer[]>();
  #open: OpenSegment | null = null;
  #cutting: Cutting | null = null;
  #endSeconds = 0;
  #inits = new Map<number, Buffer>();
  #initNumber = 0;
  #epoch = 0;
  #discontinuityNext = false;
  #discontinuitySequence = 0;
  #ended = false;
  #waiting = new Set<() => void>();
  readonly #onSegment: (segment: FinishedSegment) => void;

  constructor(firstNumber: number, onSegment: (segment: FinishedSegment) => void) {
    this.#nextNumber = firstNumber;
    this.#onSegment = onSegment;
  }

  /** From here on fragments need this init segment: a new host, or the same with another camera. */
  begin(initNumber: number, init: Buffer, epoch: number): void {
    this.finish();
    this.#ended = false;
    this.#discontinuityNext = this.#epoch !== 0 || this.#nextNumber > 0;
    this.#initNumber = initNumber;
    this.#epoch = epoch;
    this.#inits.set(initNumber, init);
    this.#forgetInits();
  }

  add(bytes: Buffer, fragment: Fragment, placed: Placed, now: number): void {
    if (fragment.trackId === videoTrackId) {
      const cut = cutBefore(this.#cutting, placed, fragment.key);
      if (cut) this.#cut(cut, placed.startSeconds, fragment.key, now);
      this.#endSeconds = placed.endSeconds;
    }
    this.#open?.pending.push(bytes);
  }

  /** Closes what is open: nothing more comes for now. */
  finish(): void {
    if (this.#open) this.#finishSegment(this.#endSeconds);
    this.#cutting = null;
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.finish();
  }

  playlist(): Playlist | null {
    if (this.#segments.length === 0 && !this.#open) return null;
    const open = this.#open ? { ...this.#open, seconds: 0 } : null;
    return {
      segments: this.#segments,
      open,
      discontinuitySequence: this.#discontinuitySequence,
      ended: this.#ended,
    };
  }

  /** The bytes of a file of the playlist; null when they are not in memory. */
  read(file: MediaFile): Buffer | null {
    if (file.kind === 'init') return this.#inits.get(file.number) ?? null;
    if (file.kind === 'segment') return this.#segments.find(({ number }) => number === file.number)?.bytes ?? null;
    if (this.#open?.number === file.number) return this.#open.parts[file.part]?.bytes ?? null;
    return this.#partsBytes.get(file.number)?.[file.part] ?? null;
  }

  /** True when this is the very next part, which the playlist has promised. */
  isPromised(file: MediaFile): boolean {
    return file.kind === 'part' && this.#open?.number === file.number && this.#open.parts.length === file.part;
  }

  /** Resolves when a part or segment is added, or after `timeoutMs`. */
  async changed(timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.#waiting.add(done);
    });
  }

  #cut(cut: 'segment' | 'part', startSeconds: number, independent: boolean, now: number): void {
    if (cut === 'segment' && this.#open) this.#finishSegment(startSeconds);
    else this.#finishPart(startSeconds);
    this.#cutting = afterCut(this.#cutting, cut, startSeconds);
    if (!this.#open) this.#openSegment(startSeconds, now);
    if (this.#open) this.#open.pendingIndependent = independent;
    this.#wake();
  }

  #openSegment(startSeconds: number, now: number): void {
    this.#open = {
      number: this.#nextNumber++,
      epoch: this.#epoch,
      initNumber: this.#initNumber,
      discontinuity: this.#discontinuityNext,
      startedAt: now,
      startSeconds,
      parts: [],
      pending: [],
      pendingIndependent: false,
    };
    this.#discontinuityNext = false;
  }

  #finishPart(endSeconds: number): void {
    if (!this.#open || !this.#cutting || this.#open.pending.length === 0) return;
    this.#open.parts.push({
      seconds: endSeconds - this.#cutting.partStart,
      independent: this.#open.pendingIndependent,
      bytes: Buffer.concat(this.#open.pending),
    });
    this.#open.pending = [];
  }

  #finishSegment(endSeconds: number): void {
    this.#finishPart(endSeconds);
    const open = this.#open;
    this.#open = null;
    if (!open) return;
    const partsBytes = open.parts.map((part) => part.bytes);
    const { number, epoch, initNumber, discontinuity, startedAt, startSeconds } = open;
    const finished = {
      ...{ number, epoch, initNumber, discontinuity, startedAt, startSeconds },
      seconds: endSeconds - startSeconds,
      parts: open.parts.map(({ seconds, independent }) => ({ seconds, independent })),
      bytes: Buffer.concat(partsBytes),
    };
    this.#segments.push(finished);
    this.#partsBytes.set(number, partsBytes);
    while (this.#segments.length > windowSegments) this.#forgetOldest();
    this.#onSegment(finished);
  }

  #forgetOldest(): void {
    const gone = this.#segments.shift();
    if (!gone) return;
    this.#partsBytes.delete(gone.number);
    if (gone.discontinuity) this.#discontinuitySequence++;
    this.#forgetInits();
  }

  #forgetInits(): void {
    const needed = new Set([this.#initNumber, ...this.#segments.map((segment) => segment.initNumber)]);
    for (const number of this.#inits.keys()) if (!needed.has(number)) this.#inits.delete(number);
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }
}
