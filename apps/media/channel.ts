import type { ServerResponse } from 'node:http';
import type { Fragment } from '../../features/media/fragment.ts';
import { readFragment, rebaseFragment, writeFragment } from '../../features/media/fragment.ts';
import type { AudioTrack, Init } from '../../features/media/init-segment.ts';
import { audioTicksPerSecond, audioTrackId } from '../../features/media/init-segment.ts';
import type { Intake, Placed } from '../../features/media/intake.ts';
import { changeInit, place, startIntake } from '../../features/media/intake.ts';
import type { CloseName, LiveStatus, MediaLimits } from '../../features/media/protocol.ts';
import { silenceBetween } from '../../features/media/silence.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { Broadcast } from './broadcast.ts';
import { type HeardOrigin, isLater, type Origin } from './directory.ts';
import type { Metrics } from './metrics.ts';
import type { IndexLine, Recorder } from './recorder.ts';
import { serveRelay } from './relay.ts';
import { Upstream, type UpstreamNeeds } from './upstream.ts';

/** The connection of a host, as a channel sees it. */
export interface Publisher {
  close(name: CloseName): void;
}

/**
 * Time that is left out after a restart. The last seconds before it were shown but not on disk yet; what follows must
 * be later than all that a viewer has seen.
 */
const restartGapSeconds = 10;
/** The same for segments, when the room was with another process that has not said how it ended. */
const restartGapSegments = 6;

interface Needs extends Omit<UpstreamNeeds, 'broadcast'> {
  /** What is known of the room elsewhere: where its host is, and how far it had come. */
  readonly origin: () => HeardOrigin | null;
  readonly lastElsewhere: () => HeardOrigin | null;
  readonly announce: () => void;
}

/** One room on the air: what its host sends goes to its readers, its window and its recorder, on one clock. */
export class Channel {
  readonly broadcast: Broadcast;
  readonly recorder: Recorder;
  idleSince: number;
  readonly #clock: () => number;
  readonly #limits: MediaLimits;
  readonly #metrics: Metrics;
  readonly #needs: Needs;
  readonly #relays = new Set<() => void>();
  #upstream: Upstream | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #publisher: Publisher | null = null;
  #intake: Intake | null = null;
  #sound: AudioTrack | null = null;
  /** In ticks of the sound, on the room's clock. */
  #soundEnd: number | null = null;
  #initNumber: number;
  #epoch: number;
  #endSeconds: number;
  #since: number | null = null;
  #lastFragmentAt: number | null = null;
  #ended = false;

  constructor(recorder: Recorder, last: IndexLine | null, needs: Needs) {
    this.recorder = recorder;
    this.#needs = needs;
    this.#clock = needs.clock;
    this.#limits = needs.limits;
    this.#metrics = needs.metrics;
    this.#epoch = last?.epoch ?? 0;
    this.#initNumber = last?.initNumber ?? 0;
    this.#endSeconds = last ? last.startSeconds + last.seconds + restartGapSeconds : 0;
    this.idleSince = needs.clock();
    this.broadcast = new Broadcast({
      ...needs,
      firstNumber: (last?.number ?? -1) + 1,
      // What is fetched from elsewhere is recorded there.
      onSegment: (segment) => {
        if (!this.#upstream) recorder.addSegment(segment, this.#clock());
      },
    });
  }

  get isIdle(): boolean {
    return this.#publisher === null && this.broadcast.readers.count === 0 && !this.#isAskedFor;
  }

  get #isAskedFor(): boolean {
    return this.#clock() - this.#askedAt < this.#limits.upstreamIdleMs;
  }

  status(): LiveStatus {
    return this.#originElsewhere()?.status ?? this.#ownStatus();
  }

  /** What the other processes are told, while the host is here or was here last. */
  origin(): Origin | null {
    if (this.#since === null || this.#upstream) return null;
    const { number, initNumber, endSeconds } = this.broadcast.window.position;
    const end = Math.max(endSeconds, this.#endSeconds);
    return { roomId: this.#needs.roomId, status: this.#ownStatus(), number, initNumber, endSeconds: end };
  }

  #ownStatus(): LiveStatus {
    const fresh = this.#lastFragmentAt !== null && this.#clock() - this.#lastFragmentAt < this.#limits.onAirWithinMs;
    return {
      onAir: this.#publisher !== null && fresh,
      ended: this.#ended,
      since: this.#since,
      lastFragmentAt: this.#lastFragmentAt,
      epoch: this.#epoch,
    };
  }

  /** An init segment came: a new host takes over, the same one changes its camera. Returns the epoch. */
  begin(publisher: Publisher, init: Init, bytes: Buffer, recordMs?: number): number {
    const isNew = this.#publisher !== publisher;
    this.recorder.keepAtMost(recordMs);
    if (isNew) this.#takeOver(publisher);
    const tracksChange = this.#intake !== null && this.#intake.hasAudio !== (init.audio !== null);
    this.#intake = isNew || !this.#intake ? startIntake(init, this.#endSeconds) : changeInit(this.#intake, init);
    this.#sound = init.audio;
    this.#initNumber++;
    this.broadcast.begin(this.#initNumber, bytes, this.#epoch, tracksChange);
    this.recorder.addInit(this.#initNumber, bytes);
    if (isNew) this.#needs.announce();
    return this.#epoch;
  }

  /** Numbers and clock go on from wherever the room was before: here, or with another process. */
  #takeOver(publisher: Publisher): void {
    this.#publisher?.close('taken_over');
    const before = this.#needs.lastElsewhere();
    this.#leaveUpstream();
    if (before && before.status.epoch > this.#epoch) {
      this.#epoch = before.status.epoch;
      this.#initNumber = Math.max(this.#initNumber, before.initNumber);
      this.#endSeconds = Math.max(this.#endSeconds, before.endSeconds + restartGapSeconds);
      this.broadcast.window.goOnFrom(before.number + restartGapSegments);
    }
    this.#publisher = publisher;
    this.#epoch++;
    this.#since = this.#clock();
    this.#ended = false;
  }

  /** Takes one fragment of the current host. The bytes are changed in place. */
  accept(publisher: Publisher, bytes: Buffer): Refusal | null {
    if (this.#publisher !== publisher || !this.#intake) return null;
    const fragment = readFragment(bytes);
    if (isRefusal(fragment)) return fragment;
    const found = place(this.#intake, fragment);
    if (isRefusal(found)) return found;
    this.#intake = found.intake;
    if (found.placed) this.#pass(bytes, fragment, found.placed);
    return null;
  }

  /** The host's connection is gone. The window closes what it has, so that late players see all of it. */
  lost(publisher: Publisher): void {
    if (this.#publisher !== publisher) return;
    this.#publisher = null;
    this.broadcast.pause();
    this.idleSince = this.#clock();
  }

  /** The host has said that the show is over. */
  goodbye(publisher: Publisher): void {
    if (this.#publisher !== publisher) return;
    this.lost(publisher);
    this.#ended = true;
    this.broadcast.end();
    this.#needs.announce();
  }

  /** Somebody wants to see: when the host is elsewhere, it is fetched from there, once for all. */
  async wanted(): Promise<void> {
    this.#askedAt = this.#clock();
    this.#followOrigin();
    await this.#upstream?.ready(this.#limits.upstreamFirstMsMax);
  }

  /** Another process fetches what this one has of its own host, and nothing that it has fetched itself: no ring, no chain. */
  relay(response: ServerResponse): Refusal | null {
    if (this.#upstream || this.#since === null) return refuse('not_origin');
    if (this.#relays.size >= this.#limits.relaysMax) return refuse('too_many_connections');
    const end = serveRelay(response, this.broadcast, this.#needs, () => this.#relays.delete(end));
    this.#relays.add(end);
    return null;
  }

  /** Another process says that it has this room's host. */
  heard({ status }: HeardOrigin): void {
    if (this.#since === null || !isLater(status, this.#ownStatus())) return;
    this.#publisher?.close('taken_over');
    if (this.#publisher) this.lost(this.#publisher);
    this.#since = null;
    for (const end of [...this.#relays]) end();
    this.#followOrigin();
  }

  tick(now: number): void {
    this.broadcast.readers.tick(now);
    if (this.#upstream?.isOver) this.#leaveUpstream();
    if (this.broadcast.readers.count > 0 || this.#isAskedFor) this.#followOrigin();
    else this.#leaveUpstream();
    if (!this.isIdle) this.idleSince = now;
  }

  async close(): Promise<void> {
    this.#leaveUpstream();
    this.#publisher?.close('media_closing');
    if (this.#publisher) this.lost(this.#publisher);
    for (const end of [...this.#relays]) end();
    this.broadcast.readers.endAll();
    await this.recorder.settled();
  }

  /** Where the host is, when it is not here and was not here later. */
  #originElsewhere(): HeardOrigin | null {
    const origin = this.#publisher ? null : this.#needs.origin();
    return origin && (this.#since === null || isLater(origin.status, this.#ownStatus())) ? origin : null;
  }

  #followOrigin(): void {
    const origin = this.#originElsewhere();
    if (!origin) return;
    if (this.#upstream && !this.#upstream.isOver && this.#upstream.url === origin.url) return;
    this.#leaveUpstream();
    this.#since = null;
    this.#upstream = new Upstream(origin.url, { ...this.#needs, broadcast: this.broadcast });
  }

  #leaveUpstream(): void {
    const upstream = this.#upstream;
    if (!upstream) return;
    upstream.close();
    this.broadcast.pause();
    this.#upstream = null;
  }

  #pass(bytes: Buffer, fragment: Fragment, placed: Placed): void {
    rebaseFragment(bytes, placed.decodeTime);
    this.#lastFragmentAt = this.#clock();
    this.#endSeconds = Math.max(this.#endSeconds, placed.endSeconds);
    if (fragment.trackId === audioTrackId) this.#fillSound(placed.decodeTime, fragment.duration);
    this.broadcast.spread(bytes, fragment, placed, this.#clock());
    this.#metrics.fragments.inc();
    this.#metrics.bytesIn.inc(bytes.length);
  }

  #fillSound(decodeTime: number, duration: number): void {
    const filling = silenceBetween(this.#soundEnd ?? decodeTime, decodeTime, this.#sound?.channels ?? 1);
    this.#soundEnd = decodeTime + duration;
    for (const silent of filling) {
      const startSeconds = silent.decodeTime / audioTicksPerSecond;
      const endSeconds = startSeconds + silent.duration / audioTicksPerSecond;
      const placed = { decodeTime: silent.decodeTime, startSeconds, endSeconds };
      this.broadcast.spread(Buffer.from(writeFragment(silent)), silent, placed, this.#clock());
    }
  }
}
