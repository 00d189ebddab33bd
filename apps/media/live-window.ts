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

interface OpenParts {
  readonly parts: readonly PlaylistPart[];
  readonly pending: number;
}

/** All of a window but its bytes, for another process that shows the same. */
export interface WindowState {
  readonly nextNumber: number;
  readonly segments: readonly Omit<FinishedSegment, 'bytes'>[];
  /** With the number of fragments that are no part yet. */
  readonly open: (Omit<OpenSegment, 'parts' | 'pending'> & OpenParts) | null;
  readonly cutting: Cutting | null;
  readonly endSeconds: number;
  readonly inits: readonly number[];
  readonly initNumber: number;
  readonly epoch: number;
  readonly discontinuityNext: boolean;
  readonly discontinuitySequence: number;
  readonly ended: boolean;
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

  /** True when this is the very next part, which the playlist has promised, here or on a process that is a moment ahead. */
  isPromised(file: MediaFile): boolean {
    if (file.kind !== 'part') return false;
    if (this.#open?.number === file.number) return this.#open.parts.length === file.part;
    return file.number === this.#nextNumber && file.part === 0;
  }

  /** Where numbers and clock have come to. */
  get position(): { readonly number: number; readonly endSeconds: number; readonly initNumber: number } {
    return { number: this.#nextNumber, endSeconds: this.#endSeconds, initNumber: this.#initNumber };
  }

  /** Numbers go on from here: another process had the room meanwhile. What was before is not shown any more. */
  goOnFrom(number: number): void {
    if (number <= this.#nextNumber) return;
    this.#segments = [];
    this.#partsBytes.clear();
    this.#nextNumber = number;
  }

  /** Everything, and its bytes one after the other: inits, parts, the open segment's parts, what is no part yet. */
  snapshot(): { state: WindowState; buffers: Buffer[] } {
    const open = this.#open;
    const state: WindowState = {
      nextNumber: this.#nextNumber,
      segments: this.#segments.map(({ bytes: _bytes, ...segment }) => segment),
      open: open && { ...open, parts: open.parts.map(withoutBytes), pending: open.pending.length },
      ...{ cutting: this.#cutting, endSeconds: this.#endSeconds, inits: [...this.#inits.keys()] },
      ...{ initNumber: this.#initNumber, epoch: this.#epoch, ended: this.#ended },
      ...{ discontinuityNext: this.#discontinuityNext, discontinuitySequence: this.#discontinuitySequence },
    };
    const parts = this.#segments.flatMap(({ number }) => this.#partsBytes.get(number) ?? []);
    const ofOpen = open ? [...open.parts.map(({ bytes }) => bytes), ...open.pending] : [];
    return { state, buffers: [...this.#inits.values(), ...parts, ...ofOpen] };
  }

  restore(state: WindowState, buffers: readonly Buffer[]): void {
    const rest = [...buffers];
    this.#inits = new Map(state.inits.map((number) => [number, rest.shift()!]));
    this.#partsBytes = new Map(state.segments.map(({ number, parts }) => [number, rest.splice(0, parts.length)]));
    this.#segments = state.segments.map((one) => ({ ...one, bytes: Buffer.concat(this.#partsBytes.get(one.number)!) }));
    this.#open = state.open && {
      ...state.open,
      parts: state.open.parts.map((part) => ({ ...part, bytes: rest.shift()! })),
      pending: rest,
    };
    this.#nextNumber = state.nextNumber;
    this.#cutting = state.cutting;
    this.#endSeconds = state.endSeconds;
    this.#initNumber = state.initNumber;
    this.#epoch = state.epoch;
    this.#ended = state.ended;
    this.#discontinuityNext = state.discontinuityNext;
    this.#discontinuitySequence = state.discontinuitySequence;
    this.#wake();
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

function withoutBytes({ seconds, independent }: PlaylistPart): PlaylistPart {
  return { seconds, independent };
}
