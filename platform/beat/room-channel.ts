import type { Moment, TalkLine } from '../kit/socket-protocol.ts';
import { type PackedFrame, type Piece, packFrames, tailText } from './frames.ts';
import type { GatewayNeeds } from './gateway-needs.ts';
import type { GatewayLimits } from './limits.ts';
import { Moments } from './moments.ts';
import { eachOnce, TalkHistory } from './talk-history.ts';
import { TalkSampler } from './talk-sampler.ts';
import type { Lane, Viewer } from './viewer.ts';
import { Watching } from './watching.ts';

export const watchingKey = 'room.watching';

export interface Beaten {
  readonly frames: number;
  readonly facts: number;
  readonly droppedLines: number;
  /** False when somebody is still owed something: another beat is due without a new cause. */
  readonly done: boolean;
}

/** One room's viewers here and what they are told together. */
export class RoomChannel {
  readonly roomId: string;
  readonly viewers = new Set<Viewer>();
  readonly talk: TalkSampler;
  readonly moments: Moments;
  readonly history: TalkHistory;
  readonly watching: Watching;
  emptySince: number | null = null;
  readonly #limits: GatewayLimits;
  readonly #latest = new Map<string, unknown>();
  #changed = new Map<string, unknown>();
  #watchingTold = 0;
  /** Whoever came since the last count was told another number than the others. */
  #watchingDiffers = false;
  readonly #goneLines: GatewayNeeds['goneLines'];
  #gone: { readonly ids: ReadonlySet<string>; readonly of: readonly string[] } = { ids: new Set(), of: [] };

  constructor(roomId: string, limits: GatewayLimits, random: () => number, goneLines: GatewayNeeds['goneLines']) {
    this.#goneLines = goneLines;
    this.roomId = roomId;
    this.#limits = limits;
    this.talk = new TalkSampler(limits, random);
    this.history = new TalkHistory(limits);
    this.moments = new Moments(limits.momentsMax);
    this.watching = new Watching(limits.watchingMs);
  }

  /** For who comes now: the others hear of it with the next count. */
  refreshWatching(): void {
    const count = this.watching.sinceCounted();
    if (count !== this.#watchingTold) this.#watchingDiffers = true;
    this.#latest.set(watchingKey, count);
  }

  /** Brings everybody's count up to date; true when it is news. */
  tellWatching(now: number): boolean {
    const count = this.watching.count(now);
    if (count === this.#watchingTold && !this.#watchingDiffers) return false;
    this.#watchingTold = count;
    this.#watchingDiffers = false;
    this.#latest.set(watchingKey, count);
    this.#changed.set(watchingKey, count);
    return true;
  }

  /** The last value wins. Returns false when it is the same, or one key too many. */
  setLatest(key: string, value: unknown): boolean {
    if (this.#latest.get(key) === value && this.#latest.has(key)) return false;
    if (!this.#latest.has(key) && this.#latest.size >= this.#limits.latestKeysMax) return false;
    this.#latest.set(key, value);
    this.#changed.set(key, value);
    return true;
  }

  /** One frame for each viewer that lacks something. The room's part is made once for all who are at the same place. */
  beat(now: number, onLost: (viewer: Viewer, lane: Lane) => void): Beaten {
    const droppedBefore = this.talk.dropped;
    this.#learnGone();
    const talk = this.talk.take(now).filter(({ id }) => !this.#gone.ids.has(id));
    const place = this.history.place;
    this.history.show(talk);
    const moments = this.moments.take();
    const changed = this.#changed;
    this.#changed = new Map();
    const shared = new SharedFrames(now, tailText(changed, talk, moments), this.#limits.frameBytesMax);
    let frames = 0;
    let facts = 0;
    let done = this.talk.waiting === 0;
    for (const viewer of this.viewers) {
      if (!viewer.greeted || viewer.gone) continue;
      if (viewer.lanes.get('room')?.state !== 'live') {
        viewer.latestAll = true;
        viewer.talkPlace ??= place;
        continue;
      }
      viewer.forgetReading(now);
      const pace = viewer.pace(now);
      if (pace !== 'ok') {
        done = done && pace === 'closed';
        continue;
      }
      const packed = this.#framesFor(viewer, shared, talk, moments, onLost);
      if (!viewer.sendFrames(packed)) done = false;
      frames += packed.length;
      for (const { pieces } of packed) for (const { chunk } of pieces) facts += chunk.count;
    }
    return { frames, facts, droppedLines: this.talk.dropped - droppedBefore, done };
  }

  #framesFor(
    viewer: Viewer,
    shared: SharedFrames,
    talk: readonly TalkLine[],
    moments: readonly Moment[],
    onLost: (viewer: Viewer, lane: Lane) => void,
  ): readonly PackedFrame[] {
    const { pieces, lost } = viewer.pieces();
    for (const lane of lost) {
      // It was slow for so long that the ring has moved on: the state is all we can give.
      lane.have = { epoch: lane.stream.epoch, number: lane.sent };
      lane.state = 'waiting';
      onLost(viewer, lane);
    }
    if (!viewer.latestAll && viewer.history.length === 0 && !viewer.hasReadAny(talk)) {
      const onlyRoom = pieces.every(({ stream }) => stream === 'room') && lost.length === 0;
      return onlyRoom ? shared.at(viewer.lanes.get('room')!.sent, pieces) : shared.pack(pieces, false);
    }
    const lines = this.#linesFor(viewer, talk);
    viewer.latestAll = false;
    return shared.pack(pieces, false, tailText(this.#latest, lines, moments));
  }

  /** What was removed by the facts that this node knows. All viewers share the room's stream. */
  #learnGone(): void {
    let stream: Lane['stream'] | undefined;
    for (const { lanes } of this.viewers) {
      stream = lanes.get('room')?.stream;
      if (stream) break;
    }
    if (!this.#goneLines || !stream) return;
    const of = this.#goneLines(stream.state);
    if (of !== this.#gone.of) this.#gone = { ids: new Set(of), of };
  }

  /** What was said before it came, what was shown while it was not live, and what is shown now: no line twice. */
  #linesFor(viewer: Viewer, talk: readonly TalkLine[]): readonly TalkLine[] {
    const shown = viewer.talkPlace === null ? talk : this.history.between(viewer.talkPlace, this.history.place);
    const fresh = shown.filter((line) => !viewer.hasRead(line));
    const still = [...viewer.history, ...fresh].filter(({ id }) => !this.#gone.ids.has(id));
    const lines = eachOnce(still, this.#limits.talkHistoryLines);
    viewer.history = [];
    viewer.talkPlace = null;
    return lines;
  }
}

/** What viewers at the same place get in one beat, written once. */
class SharedFrames {
  readonly #now: number;
  readonly #tail: string;
  readonly #frameBytesMax: number;
  readonly #byPlace = new Map<number, readonly PackedFrame[]>();

  constructor(now: number, tail: string, frameBytesMax: number) {
    this.#now = now;
    this.#tail = tail;
    this.#frameBytesMax = frameBytesMax;
  }

  at(place: number, pieces: readonly Piece[]): readonly PackedFrame[] {
    let frames = this.#byPlace.get(place);
    if (!frames) {
      frames = this.pack(pieces, true);
      this.#byPlace.set(place, frames);
    }
    return frames;
  }

  pack(pieces: readonly Piece[], isPublic: boolean, tail = this.#tail): PackedFrame[] {
    return packFrames(pieces, tail, { now: this.#now, frameBytesMax: this.#frameBytesMax, isPublic });
  }
}
