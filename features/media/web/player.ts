import type { LiveStatus, WatchAddress } from '../protocol.ts';
import { backoffMs } from './backoff.ts';
import { canPlayNative, createHlsWay, createNativeWay } from './hls-way.ts';
import { canPlayMp4, createMp4Way } from './mp4-way.ts';
import { urlFor, type Way, type WayNeeds } from './way.ts';

export type PlayerState = 'loading' | 'playing' | 'away' | 'ended' | 'error';
export type WayName = Way['name'];

export interface PlayerStats {
  readonly way: WayName | null;
  readonly state: PlayerState;
  /** What has arrived and is not shown yet. The whole delay also holds the camera, the encoder and the line. */
  readonly bufferedSeconds: number;
  readonly targetSeconds: number;
  readonly firstFrameMs: number | null;
  readonly stalls: number;
  readonly connections: number;
  readonly framesShown: number;
  readonly framesDropped: number;
}

export interface Player {
  readonly state: PlayerState;
  /** To be called from a tap: browsers let no page make a sound by itself. */
  unmute(): Promise<boolean>;
  mute(): void;
  stats(): PlayerStats;
  destroy(): void;
}

interface Options {
  readonly video: HTMLVideoElement;
  /** Fresh signed addresses; asked again whenever the line has to be opened anew. */
  readonly address: () => Promise<WatchAddress>;
  onState?(state: PlayerState): void;
  /** Which ways may be used, best first. All by default; a measurement picks one. */
  readonly ways?: readonly WayName[];
}

const backoffMsMin = 250;
const backoffMsMax = 5_000;
const watchEveryMs = 250;
const statusEveryMs = 5_000;
/** Failures in a row before people are told that something is wrong; trying goes on. */
const failuresBeforeError = 4;
/** A way that the browser has refused so often is left for the next. */
const faultsMax = 3;
const faultsForgivenMs = 30_000;

/** Plays a room's live picture in the way of the least delay that this browser can, and comes back by itself. */
export function createPlayer(options: Options): Player {
  return new LivePlayer(options);
}

class LivePlayer implements Player {
  state: PlayerState = 'loading';
  readonly #options: Options;
  #ways: WayName[];
  #way: Way | null = null;
  #connected = false;
  #connectedAt = 0;
  #connections = 0;
  #failures = 0;
  #faults = 0;
  #destroyed = false;
  #address: WatchAddress | null = null;
  #statusUrl: string | null = null;
  #statusAt = Number.NEGATIVE_INFINITY;
  #status: LiveStatus | null = null;
  #wake = () => {};
  readonly #watching: ReturnType<typeof setInterval>;
  readonly #online = () => this.#wake();

  constructor(options: Options) {
    this.#options = options;
    this.#ways = (options.ways ?? ['mp4', 'hls', 'native']).filter((name) => canPlay(name, options.video));
    options.video.muted = true;
    options.video.playsInline = true;
    options.video.autoplay = true;
    this.#watching = setInterval(() => this.#watch(), watchEveryMs);
    globalThis.addEventListener('online', this.#online);
    void this.#run();
  }

  async unmute(): Promise<boolean> {
    const { video } = this.#options;
    video.muted = false;
    try {
      await video.play();
      return true;
    } catch {
      // Without a tap the browser refuses sound; the picture goes on without.
      video.muted = true;
      await video.play().catch(() => {});
      return false;
    }
  }

  mute(): void {
    this.#options.video.muted = true;
  }

  stats(): PlayerStats {
    const quality = this.#options.video.getVideoPlaybackQuality?.();
    const following = this.#way?.following.stats();
    return {
      way: this.#way?.name ?? null,
      state: this.state,
      bufferedSeconds: following?.delaySeconds ?? 0,
      targetSeconds: following?.targetSeconds ?? 0,
      firstFrameMs: following?.firstFrameMs ?? null,
      stalls: following?.stalls ?? 0,
      connections: this.#connections,
      framesShown: (quality?.totalVideoFrames ?? 0) - (quality?.droppedVideoFrames ?? 0),
      framesDropped: quality?.droppedVideoFrames ?? 0,
    };
  }

  destroy(): void {
    this.#destroyed = true;
    clearInterval(this.#watching);
    globalThis.removeEventListener('online', this.#online);
    this.#wake();
    this.#way?.destroy();
    this.#way = null;
  }

  async #run(): Promise<void> {
    while (!this.#destroyed) {
      await this.#connect().catch(() => {});
      if (this.#destroyed) return;
      this.#connected = false;
      this.#failures++;
      this.#watch();
      await this.#pause();
    }
  }

  async #connect(): Promise<void> {
    const name = this.#ways[0];
    if (name === undefined) throw new Error('This browser cannot play live video.');
    // While the server is down, the last address is still good: pictures go on without it.
    const address = await this.#options.address().catch((error: unknown) => {
      if (this.#address && Date.now() < this.#address.expiresAt) return this.#address;
      throw error;
    });
    if (this.#destroyed) return;
    this.#address = address;
    this.#statusUrl = address.statusUrl;
    if (this.#way?.name !== name) {
      this.#way?.destroy();
      this.#way = this.#createWay(name);
    }
    await this.#way.run(urlFor(name, address));
  }

  #createWay(name: WayName): Way {
    const needs: WayNeeds = {
      video: this.#options.video,
      onConnected: () => {
        this.#connected = true;
        this.#connectedAt = performance.now();
        this.#connections++;
      },
      onFault: () => {
        this.#faults++;
        if (this.#faults % faultsMax === 0) this.#nextWay();
      },
      onUnplayable: () => this.#nextWay(),
    };
    if (name === 'mp4') return createMp4Way(needs);
    return name === 'hls' ? createHlsWay(needs) : createNativeWay(needs);
  }

  #nextWay(): void {
    const [first, ...rest] = this.#ways;
    // The last one is kept: something may still come of it.
    if (first !== undefined && rest.length > 0) this.#ways = rest;
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, backoffMs(this.#failures, backoffMsMin, backoffMsMax));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #watch(): void {
    const moves = this.#way?.following.moves() ?? false;
    if (moves) {
      if (this.#connected) this.#failures = 0;
      if (performance.now() - this.#connectedAt > faultsForgivenMs) this.#faults = 0;
      this.#become('playing');
      return;
    }
    if (this.#ways.length === 0 || this.#failures >= failuresBeforeError) {
      this.#become('error');
      return;
    }
    if (!this.#connected) {
      this.#become(this.state === 'ended' ? 'ended' : 'loading');
      return;
    }
    this.#askStatus();
    if (!this.#status) return;
    if (this.#status.ended) this.#become('ended');
    else this.#become(this.#status.onAir ? 'loading' : 'away');
  }

  /** Why does the picture stand still? Only the media process knows whether the host is there. */
  #askStatus(): void {
    const now = performance.now();
    if (!this.#statusUrl || now - this.#statusAt < statusEveryMs) return;
    this.#statusAt = now;
    void fetch(this.#statusUrl, { cache: 'no-store' })
      .then(async (response) => {
        this.#status = response.ok ? ((await response.json()) as LiveStatus) : null;
        this.#watch();
      })
      .catch(() => {
        this.#status = null;
      });
  }

  #become(state: PlayerState): void {
    if (this.#destroyed || this.state === state) return;
    this.state = state;
    // The next question about a standing picture is asked at once.
    if (state === 'playing') this.#forgetStatus();
    this.#options.onState?.(state);
  }

  #forgetStatus(): void {
    this.#status = null;
    this.#statusAt = Number.NEGATIVE_INFINITY;
  }
}

function canPlay(name: WayName, video: HTMLVideoElement): boolean {
  if (name === 'native') return canPlayNative(video);
  return canPlayMp4() || name === 'hls';
}
