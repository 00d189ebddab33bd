import type { ServerResponse } from 'node:http';
import type { Fragment } from '../../features/media/fragment.ts';
import { readFragment, rebaseFragment, writeFragment } from '../../features/media/fragment.ts';
import type { AudioTrack, Init } from '../../features/media/init-segment.ts';
import { audioTicksPerSecond, audioTrackId, videoTrackId } from '../../features/media/init-segment.ts';
import type { Intake, Placed } from '../../features/media/intake.ts';
import { changeInit, place, startIntake } from '../../features/media/intake.ts';
import type { CloseName, LiveStatus, MediaLimits } from '../../features/media/protocol.ts';
import { silenceBetween } from '../../features/media/silence.ts';
import type { Refusal } from '../../platform/kit/refusal.ts';
import { isRefusal } from '../../platform/kit/refusal.ts';
import { LiveReaders } from './live-readers.ts';
import { LiveWindow } from './live-window.ts';
import type { Metrics } from './metrics.ts';
import type { IndexLine, Recorder } from './recorder.ts';

/** The connection of a host, as a channel sees it. */
export interface Publisher {
  close(name: CloseName): void;
}

/**
 * Time that is left out after a restart. The last seconds before it were shown but not on disk yet; what follows must
 * be later than all that a viewer has seen.
 */
const restartGapSeconds = 10;
/** More than this since the last key frame is not kept for new readers: they wait for the next one. */
const sinceKeyBytesMax = 8_388_608;

/** One room on the air: what its host sends goes to its readers, its window and its recorder, on one clock. */
export class Channel {
  readonly readers: LiveReaders;
  readonly window: LiveWindow;
  readonly recorder: Recorder;
  idleSince: number;
  readonly #clock: () => number;
  readonly #limits: MediaLimits;
  readonly #metrics: Metrics;
  #publisher: Publisher | null = null;
  #intake: Intake | null = null;
  #init: Buffer | null = null;
  #sound: AudioTrack | null = null;
  /** In ticks of the sound, on the room's clock. */
  #soundEnd: number | null = null;
  #initNumber: number;
  #epoch: number;
  #endSeconds: number;
  #sinceKey: Buffer[] = [];
  #sinceKeyBytes = 0;
  #since: number | null = null;
  #lastFragmentAt: number | null = null;
  #ended = false;

  constructor(
    recorder: Recorder,
    last: IndexLine | null,
    needs: { clock: () => number; limits: MediaLimits; metrics: Metrics },
  ) {
    this.recorder = recorder;
    this.#clock = needs.clock;
    this.#limits = needs.limits;
    this.#metrics = needs.metrics;
    this.#epoch = last?.epoch ?? 0;
    this.#initNumber = last?.initNumber ?? 0;
    this.#endSeconds = last ? last.startSeconds + last.seconds + restartGapSeconds : 0;
    this.idleSince = needs.clock();
    this.readers = new LiveReaders(needs.limits, needs.metrics);
    this.window = new LiveWindow((last?.number ?? -1) + 1, (segment) => recorder.addSegment(segment, this.#clock()));
  }

  get isIdle(): boolean {
    return this.#publisher === null && this.readers.count === 0;
  }

  status(): LiveStatus {
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
  begin(publisher: Publisher, init: Init, bytes: Buffer): number {
    const isNew = this.#publisher !== publisher;
    if (isNew) {
      this.#publisher?.close('taken_over');
      this.#publisher = publisher;
      this.#epoch++;
      this.#since = this.#clock();
      this.#ended = false;
    }
    const soundChanges = this.#intake !== null && this.#intake.hasAudio !== (init.audio !== null);
    this.#intake = isNew || !this.#intake ? startIntake(init, this.#endSeconds) : changeInit(this.#intake, init);
    const sameInit = this.#init?.equals(bytes) ?? false;
    this.#init = bytes;
    this.#sound = init.audio;
    this.#clearSinceKey();
    // A player's buffer is made for its tracks: with others it must begin anew.
    if (soundChanges) this.readers.endAll();
    else if (!sameInit) this.readers.send(bytes);
    this.#initNumber++;
    this.window.begin(this.#initNumber, bytes, this.#epoch);
    this.recorder.addInit(this.#initNumber, bytes);
    return this.#epoch;
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
    this.#clearSinceKey();
    this.readers.flush();
    this.window.finish();
    this.idleSince = this.#clock();
  }

  /** The host has said that the show is over. */
  goodbye(publisher: Publisher): void {
    if (this.#publisher !== publisher) return;
    this.lost(publisher);
    this.#ended = true;
    this.window.end();
  }

  watch(response: ServerResponse, expiresAt: number): void {
    const start = this.#init && this.#sinceKey.length > 0 ? [this.#init, ...this.#sinceKey] : null;
    this.readers.add(response, expiresAt, start);
  }

  tick(now: number): void {
    this.readers.tick(now);
    if (!this.isIdle) this.idleSince = now;
  }

  async close(): Promise<void> {
    this.#publisher?.close('media_closing');
    if (this.#publisher) this.lost(this.#publisher);
    this.readers.endAll();
    await this.recorder.settled();
  }

  #pass(bytes: Buffer, fragment: Fragment, placed: Placed): void {
    rebaseFragment(bytes, placed.decodeTime);
    this.#lastFragmentAt = this.#clock();
    this.#endSeconds = Math.max(this.#endSeconds, placed.endSeconds);
    if (fragment.trackId === audioTrackId) this.#fillSound(placed.decodeTime, fragment.duration);
    this.#spread(bytes, fragment, placed);
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
      this.#spread(Buffer.from(writeFragment(silent)), silent, placed);
    }
  }

  #spread(bytes: Buffer, fragment: Fragment, placed: Placed): void {
    const now = this.#clock();
    const startsPicture = fragment.trackId === videoTrackId && fragment.key;
    if (startsPicture) {
      this.#clearSinceKey();
      if (this.#init) this.readers.startWaiting(this.#init);
    }
    if (startsPicture || this.#sinceKey.length > 0) this.#keepSinceKey(bytes);
    this.readers.noteFragment(now);
    this.readers.send(bytes);
    this.window.add(bytes, fragment, placed, now);
  }

  #keepSinceKey(bytes: Buffer): void {
    this.#sinceKey.push(bytes);
    this.#sinceKeyBytes += bytes.length;
    if (this.#sinceKeyBytes > sinceKeyBytesMax) this.#clearSinceKey();
  }

  #clearSinceKey(): void {
    this.#sinceKey = [];
    this.#sinceKeyBytes = 0;
  }
}
