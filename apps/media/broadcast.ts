import type { ServerResponse } from 'node:http';
import type { Fragment } from '../../features/media/fragment.ts';
import { videoTrackId } from '../../features/media/init-segment.ts';
import type { Placed } from '../../features/media/intake.ts';
import type { MediaLimits } from '../../features/media/protocol.ts';
import { LiveReaders } from './live-readers.ts';
import { type FinishedSegment, LiveWindow } from './live-window.ts';
import type { Metrics } from './metrics.ts';
import { packRelay, type RelayMessage, type RelayState } from './relay-wire.ts';

/** Who hears all that is broadcast: another media process, which gives it to its own viewers. */
export type Follower = (bytes: Buffer) => void;

/** More than this since the last key frame is not kept for new readers: they wait for the next one. */
const sinceKeyBytesMax = 8_388_608;

interface Needs {
  readonly limits: MediaLimits;
  readonly metrics: Metrics;
  readonly firstNumber: number;
  readonly onSegment: (segment: FinishedSegment) => void;
}

/** What one room's viewers get of fragments on the room's clock, wherever these come from: a host, or another process. */
export class Broadcast {
  readonly readers: LiveReaders;
  readonly window: LiveWindow;
  readonly #followers = new Set<Follower>();
  #init: Buffer | null = null;
  #sinceKey: Buffer[] = [];
  #sinceKeyBytes = 0;

  constructor({ limits, metrics, firstNumber, onSegment }: Needs) {
    this.readers = new LiveReaders(limits, metrics);
    this.window = new LiveWindow(firstNumber, onSegment);
  }

  get init(): Buffer | null {
    return this.#init;
  }

  /** From here on fragments need this init segment. A player's buffer is made for its tracks: with others it begins anew. */
  begin(initNumber: number, init: Buffer, epoch: number, tracksChange: boolean): void {
    const sameInit = this.#init?.equals(init) ?? false;
    this.#init = init;
    this.#clearSinceKey();
    if (tracksChange) this.readers.endAll();
    else if (!sameInit) this.readers.send(init);
    this.window.begin(initNumber, init, epoch);
    this.#relay({ kind: 'begin', initNumber, epoch, tracksChange }, init);
  }

  spread(bytes: Buffer, fragment: Fragment, placed: Placed, now: number): void {
    const startsPicture = fragment.trackId === videoTrackId && fragment.key;
    if (startsPicture) {
      this.#clearSinceKey();
      if (this.#init) this.readers.startWaiting(this.#init);
    }
    if (startsPicture || this.#sinceKey.length > 0) this.#keepSinceKey(bytes);
    this.readers.noteFragment(now);
    this.readers.send(bytes);
    this.window.add(bytes, fragment, placed, now);
    this.#relay({ kind: 'fragment', at: now }, bytes);
  }

  /** Nothing more comes for now. The window closes what it has, so that late players see all of it. */
  pause(): void {
    this.#clearSinceKey();
    this.readers.flush();
    this.window.finish();
    this.#relay({ kind: 'pause' });
  }

  /** The show is over. */
  end(): void {
    this.window.end();
    this.#relay({ kind: 'end' });
  }

  watch(response: ServerResponse, expiresAt: number): void {
    const start = this.#init && this.#sinceKey.length > 0 ? [this.#init, ...this.#sinceKey] : null;
    this.readers.add(response, expiresAt, start);
  }

  /** First all that is held here, then each thing as it happens. Returns the way to stop. */
  follow(follower: Follower): () => void {
    const { state, buffers } = this.window.snapshot();
    const all = [...(this.#init ? [this.#init] : []), ...this.#sinceKey, ...buffers];
    const message: RelayState = {
      ...{ kind: 'state', window: state, hasInit: this.#init !== null, sinceKey: this.#sinceKey.length },
      sizes: all.map(({ length }) => length),
    };
    follower(packRelay(message, all));
    this.#followers.add(follower);
    return () => this.#followers.delete(follower);
  }

  /** Takes over what another process holds. Viewers of anything before it come back by themselves. */
  restore({ window, hasInit, sinceKey }: RelayState, buffers: readonly Buffer[]): void {
    if (this.#init) this.readers.endAll();
    const rest = [...buffers];
    this.#init = hasInit ? (rest.shift() ?? null) : null;
    this.#clearSinceKey();
    for (const bytes of rest.splice(0, sinceKey)) this.#keepSinceKey(bytes);
    this.window.restore(window, rest);
    if (this.#init && this.#sinceKey.length > 0) {
      this.readers.startWaiting(Buffer.concat([this.#init, ...this.#sinceKey]));
    }
  }

  #relay(message: RelayMessage, bytes?: Buffer): void {
    if (this.#followers.size === 0) return;
    const packed = packRelay(message, bytes ? [bytes] : []);
    for (const follower of this.#followers) follower(packed);
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
