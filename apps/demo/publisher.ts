import { WebSocket } from 'ws';
import { rebaseFragment } from '../../features/media/fragment.ts';
import { audioTicksPerSecond, videoTicksPerSecond } from '../../features/media/init-segment.ts';
import { closes, mayComeBack, renewText } from '../../features/media/protocol.ts';
import type { Footage } from './footage.ts';
import { framesPerSecond } from './footage-plan.ts';
import { resumeAt, type Shot, shotAt } from './reel.ts';

interface Needs {
  readonly footage: Footage;
  readonly origin: string;
  /** A fresh signed address, where this machine reaches it. */
  readonly address: () => Promise<string>;
  /** A chapter has begun, or goes on in its middle after a pause. */
  readonly onShot: (shot: Shot) => void;
  /** Somebody else has taken the room over, or the media process does not want us. */
  readonly onRefused: (code: number) => void;
  readonly onFault: (error: unknown) => void;
}

const frameTicks = videoTicksPerSecond / framesPerSecond;
const packetTicks = audioTicksPerSecond / 50;
/** About a frame: what is due goes out together, and the process sleeps in between. */
const tickMs = 40;
const renewEveryMs = 60_000;
const againMs = 1_000;
/** After a longer sleep of the machine the show goes on from here instead of making up for it. */
const lateMsMax = 500;

/** Sends the footage as a studio sends its camera: the fragments as they are, with the times of the show. */
export class Publisher {
  readonly #needs: Needs;
  #socket: WebSocket | null = null;
  #wanted = false;
  /** Frames of the whole show. */
  #frame = 0;
  #startedAt = 0;
  #sentFrames = 0;
  #sentPackets = 0;
  #ticking: NodeJS.Timeout | undefined;
  #renewing: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    void this.#connect();
  }

  /** Without a goodbye: the room waits for its host, and the next start goes on where this one stops. */
  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#retry);
    this.#release()?.close(1000);
  }

  async #connect(): Promise<void> {
    const url = await this.#needs.address().catch((error: unknown) => {
      this.#needs.onFault(error);
      return null;
    });
    if (!this.#wanted || this.#socket) return;
    if (url === null) return this.#connectLater();
    const socket = new WebSocket(url, { origin: this.#needs.origin, perMessageDeflate: false });
    this.#socket = socket;
    socket.on('open', () => this.#socket === socket && this.#begin(socket));
    socket.on('error', () => {});
    socket.on('close', (code) => {
      if (this.#socket !== socket) return;
      this.#release();
      if (code >= closes.taken_over && !mayComeBack(code)) this.#refused(code);
      else this.#connectLater();
    });
  }

  #begin(socket: WebSocket): void {
    socket.send(this.#needs.footage.init);
    this.#frame = resumeAt(this.#frame);
    this.#startedAt = performance.now();
    this.#sentFrames = 0;
    this.#sentPackets = 0;
    this.#needs.onShot(shotAt(this.#frame));
    this.#tick();
    this.#ticking = setInterval(() => this.#tick(), tickMs);
    this.#renewing = setInterval(() => void this.#renew(socket), renewEveryMs);
  }

  #tick(): void {
    let playedMs = performance.now() - this.#startedAt;
    const dueMs = (this.#sentFrames * 1000) / framesPerSecond;
    if (playedMs - dueMs > lateMsMax) {
      this.#startedAt += playedMs - dueMs;
      playedMs = dueMs;
    }
    while ((this.#sentFrames * 1000) / framesPerSecond <= playedMs) this.#sendPicture();
    while (this.#sentPackets * 20 <= playedMs) this.#sendSound();
  }

  #sendPicture(): void {
    const shot = shotAt(this.#frame);
    if (shot.since === 0 && this.#sentFrames > 0) this.#needs.onShot(shot);
    this.#send(this.#needs.footage.pictures[shot.footageFrame]!, this.#sentFrames * frameTicks);
    this.#sentFrames++;
    this.#frame++;
  }

  #sendSound(): void {
    const { sounds } = this.#needs.footage;
    this.#send(sounds[this.#sentPackets % sounds.length]!, this.#sentPackets * packetTicks);
    this.#sentPackets++;
  }

  #send(fragment: Buffer, decodeTime: number): void {
    const bytes = Buffer.from(fragment);
    rebaseFragment(bytes, decodeTime);
    this.#socket?.send(bytes);
  }

  async #renew(socket: WebSocket): Promise<void> {
    const url = await this.#needs.address().catch(() => null);
    const token = url && new URL(url).searchParams.get('token');
    if (token && this.#socket === socket) socket.send(renewText(token));
  }

  #refused(code: number): void {
    this.#wanted = false;
    this.#needs.onRefused(code);
  }

  #connectLater(): void {
    if (this.#wanted) this.#retry = setTimeout(() => void this.#connect(), againMs);
  }

  #release(): WebSocket | null {
    const socket = this.#socket;
    this.#socket = null;
    clearInterval(this.#ticking);
    clearInterval(this.#renewing);
    return socket;
  }
}
