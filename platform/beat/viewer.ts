import type { Actor } from '../kit/actor.ts';
import { hasRole } from '../kit/actor.ts';
import {
  type CloseName,
  closeCodes,
  type Position,
  type Resync,
  type StreamName,
  type TalkLine,
} from '../kit/socket-protocol.ts';
import type { Chunk, PackedFrame, Piece } from './frames.ts';
import type { GatewayLimits } from './limits.ts';
import type { OpenStream } from './open-stream.ts';
import type { SharedText } from './shared-text.ts';

/** All that the gateway needs of a connection. */
export interface ViewerSocket {
  send(text: string): void;
  /** A frame that others get too. */
  sendShared(text: SharedText): void;
  bufferedBytes(): number;
  close(code: number, reason: string): void;
}

/** Where a viewer is in one of its streams. */
export interface Lane {
  readonly stream: OpenStream;
  /** 'waiting' for the stream to be read or a gap to be fetched; 'live': everything up to `sent` is on its way. */
  state: 'waiting' | 'fetching' | 'live';
  /** What the viewer says it has; null asks for a snapshot. */
  have: Position | null;
  sent: number;
  /** Grows when a fetch under way is of no use any more. */
  turn: number;
  /** True after a position beyond our head made us look into the store once. */
  looked: boolean;
}

export type ViewerNeeds = {
  readonly actor: Actor;
  readonly roomId: string;
  readonly shopId: string;
  readonly socket: ViewerSocket;
  readonly limits: GatewayLimits;
  readonly onSnapshot?: () => void;
};

/** Roles that see the staff's stream of a room. */
const staffRoles = ['host', 'moderator', 'merchant'] as const;

/** One connection's place in its streams. It knows what to send, not when. */
export class Viewer {
  readonly actor: Actor;
  readonly roomId: string;
  readonly shopId: string;
  readonly socket: ViewerSocket;
  readonly lanes = new Map<StreamName, Lane>();
  readonly #limits: GatewayLimits;
  readonly #onSnapshot: () => void;
  gone = false;
  greeted = false;
  /** True when it missed or never had lane 2: its next frame carries all of it. */
  latestAll = true;
  /** The talk before it came, for its next frame. */
  history: readonly TalkLine[] = [];
  /** The place in the room's talk from which on it was shown nothing; null while it is shown all. */
  talkPlace: number | null = null;
  /** What it was given of a reading, for as long as the room may be shown the same lines after it. */
  #reading: { readonly ids: ReadonlySet<string>; readonly after: number; readonly at: number } | null = null;
  slowSince: number | null = null;
  /** When it asked for gaps within the last minute. */
  repairs: number[] = [];

  constructor(needs: ViewerNeeds) {
    this.actor = needs.actor;
    this.roomId = needs.roomId;
    this.shopId = needs.shopId;
    this.socket = needs.socket;
    this.#limits = needs.limits;
    this.#onSnapshot = needs.onSnapshot ?? (() => {});
  }

  /** The shop's own people look in to work: they are no audience. */
  get isStaff(): boolean {
    return hasRole(this.actor, this.shopId, ...staffRoles);
  }

  /** Those who are counted: they said hello, and do not work here. */
  get isAudience(): boolean {
    return this.greeted && !this.isStaff;
  }

  /** Which streams it may see, judged anew each time. */
  entitled(): StreamName[] {
    const streams: StreamName[] = ['room'];
    if (this.isStaff) streams.push('staff');
    if (this.actor.accountId !== null) streams.push('person');
    return streams;
  }

  close(name: CloseName): void {
    if (this.gone) return;
    this.gone = true;
    this.socket.close(closeCodes[name], name);
  }

  /** Puts a lane where the viewer can go on: at its own position, after a fetched gap, or at a snapshot. */
  async place(lane: Lane, now: () => number): Promise<void> {
    const { stream, have } = lane;
    if (this.gone || !stream.ready) return;
    const turn = ++lane.turn;
    const fits = have && (have.epoch === stream.epoch || have.number === 0);
    if (have && (!fits || have.number > stream.head) && !lane.looked) {
      // It may come from another node that knows more than we do.
      lane.looked = true;
      lane.state = 'fetching';
      await stream.look();
      if (lane.turn === turn) await this.place(lane, now);
      return;
    }
    if (fits) {
      if (stream.ring.reaches(have.number)) return this.#live(lane, have.number);
      if (have.number < stream.head && (await this.#fetch(lane, have, now))) return;
      if (lane.turn !== turn || this.gone) return;
    }
    if (have) this.sendResync(stream.kind);
    this.socket.send(stream.snapshotText(now()));
    this.#onSnapshot();
    this.#live(lane, stream.head);
  }

  /** Takes in what was said before: the lines numbered beyond `after`, without those that it was shown meanwhile. */
  takeHistory(history: { lines: readonly TalkLine[]; ids: ReadonlySet<string>; after: number; at: number }): void {
    this.history = history.lines.filter(({ number }) => number === null || number > history.after);
    this.#reading = history;
  }

  /** True when this line came with what was said before. */
  hasRead({ id, number }: TalkLine): boolean {
    if (!this.#reading?.ids.has(id)) return false;
    return number === null || number > this.#reading.after;
  }

  /** Asked of every viewer in every beat: almost none has read anything of late. */
  hasReadAny(lines: readonly TalkLine[]): boolean {
    return this.#reading !== null && lines.some((line) => this.hasRead(line));
  }

  forgetReading(now: number): void {
    if (this.#reading && now - this.#reading.at > this.#limits.talkReadMs) this.#reading = null;
  }

  sendResync(stream: StreamName): void {
    this.socket.send(JSON.stringify({ kind: 'resync', stream } satisfies Resync));
  }

  /** The facts that this viewer lacks, of the streams that are its to see; null for a lane whose facts left the ring. */
  pieces(): { pieces: Piece[]; lost: Lane[] } {
    const pieces: Piece[] = [];
    const lost: Lane[] = [];
    for (const [kind, lane] of this.lanes) {
      if (lane.state !== 'live' || lane.sent === lane.stream.head) continue;
      if (kind === 'staff' && !this.isStaff) continue;
      const chunks = lane.stream.ring.chunksAfter(lane.sent);
      if (chunks) pieces.push(...chunks.map((chunk) => ({ stream: kind, epoch: lane.stream.epoch, chunk })));
      else lost.push(lane);
    }
    return { pieces, lost };
  }

  /** Sends frames until the viewer's buffer is full; true when all went. What was not sent stays due. */
  sendFrames(frames: readonly PackedFrame[]): boolean {
    for (const [index, { text, pieces }] of frames.entries()) {
      if (index > 0 && this.socket.bufferedBytes() > this.#limits.bufferedBytesSoft) {
        this.latestAll = true;
        return false;
      }
      this.socket.sendShared(text);
      for (const { stream, chunk } of pieces) this.lanes.get(stream)!.sent = chunk.last;
    }
    return true;
  }

  /** 'ok', or held back because it does not read; closed when that is too much or too long. */
  pace(now: number): 'ok' | 'held' | 'closed' {
    const { bufferedBytesSoft, bufferedBytesHard, slowMsMax } = this.#limits;
    const buffered = this.socket.bufferedBytes();
    if (buffered <= bufferedBytesSoft) {
      this.slowSince = null;
      return 'ok';
    }
    this.slowSince ??= now;
    this.latestAll = true;
    if (buffered <= bufferedBytesHard && now - this.slowSince <= slowMsMax) return 'held';
    this.close('slow');
    return 'closed';
  }

  #live(lane: Lane, sent: number): void {
    lane.sent = sent;
    lane.state = 'live';
    lane.looked = false;
  }

  /** True when the gap went out or the fetch became pointless; false when a snapshot is due. */
  async #fetch(lane: Lane, have: Position, now: () => number): Promise<boolean> {
    const { stream, turn } = lane;
    if (stream.head - have.number > this.#limits.gapFactsMax) return false;
    lane.state = 'fetching';
    const chunks = await stream.readGap(have.number).catch((): null => null);
    if (lane.turn !== turn || this.gone || !stream.ready) return true;
    const last = chunks?.at(-1)?.last;
    if (!chunks || last === undefined || !stream.ring.reaches(last)) return false;
    for (const chunk of chunks) this.socket.send(gapFrame(now(), stream, chunk));
    this.#live(lane, last);
    return true;
  }
}

function gapFrame(now: number, stream: OpenStream, chunk: Chunk): string {
  return `{"kind":"frame","now":${now},"facts":[{"stream":"${stream.kind}","epoch":${stream.epoch},"facts":[${chunk.text}]}]}`;
}
