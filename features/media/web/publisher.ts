import { writeFragment } from '../fragment.ts';
import { audioTicksPerSecond, audioTrackId, videoTicksPerSecond, videoTrackId, writeInit } from '../init-segment.ts';
import { type CloseName, goodbyeText, type PublishAddress } from '../protocol.ts';
import type { PublisherState } from '../sending-health.ts';
import { AudioEncoding, type EncodedSound, type SoundShape } from './audio-encoding.ts';
import { IngestSocket } from './ingest-socket.ts';
import { type EncodedPicture, type PictureShape, VideoEncoding } from './video-encoding.ts';

export interface PublisherStats {
  readonly fragmentsSent: number;
  readonly picturesSent: number;
  readonly bytesSent: number;
  /** Pictures that the line did not take. */
  readonly picturesLeftOut: number;
  /** Pictures that came while the encoder was still busy. */
  readonly picturesSkipped: number;
  readonly reconnects: number;
}

export interface Publisher {
  readonly state: PublisherState;
  start(): void;
  /** `goodbye` tells the viewers that the show is over; `leave` means that the host comes back. */
  stop(why?: 'goodbye' | 'leave'): void;
  setMuted(muted: boolean): void;
  /** Another camera or microphone, without leaving the air. */
  replaceStream(stream: MediaStream): void;
  stats(): PublisherStats;
}

interface Options {
  readonly address: () => Promise<PublishAddress>;
  readonly stream: MediaStream;
  onState?(state: PublisherState, why?: CloseName): void;
}

/** The picture waits so long for the microphone's first sound; then it goes without. */
const soundWaitMsMax = 1_500;
const sequenceMax = 2 ** 32;

/** True where the browser can encode and send live: today Chromium and its kin. */
export function canPublish(): boolean {
  return 'VideoEncoder' in globalThis && 'AudioEncoder' in globalThis && 'MediaStreamTrackProcessor' in globalThis;
}

/** Sends a camera to the media process, one fragment per frame. */
export function createPublisher(options: Options): Publisher {
  return new LivePublisher(options);
}

class LivePublisher implements Publisher {
  state: PublisherState = 'idle';
  readonly #options: Options;
  #stream: MediaStream;
  #socket: IngestSocket | null = null;
  #video: VideoEncoding | null = null;
  #audio: AudioEncoding | null = null;
  #picture: PictureShape | null = null;
  #sound: SoundShape | null = null;
  #initSent = '';
  #soundInInit = false;
  /** Picture is sent from the next key frame on. */
  #needsKey = true;
  #sequence = 0;
  readonly #lastDecodeTime = new Map<number, number>();
  #muted = false;
  #encodingSince = 0;
  #counts = { fragmentsSent: 0, picturesSent: 0, bytesSent: 0, picturesLeftOut: 0, picturesSkipped: 0, reconnects: 0 };

  constructor(options: Options) {
    this.#options = options;
    this.#stream = options.stream;
  }

  start(): void {
    if (!canPublish()) {
      this.#become('unsupported');
      return;
    }
    if (this.#socket) return;
    this.#become('connecting');
    this.#encode();
    this.#socket = new IngestSocket(this.#options.address, {
      onOpen: () => this.#restart(),
      onReady: () => this.#become('live'),
      onLost: () => {
        this.#counts.reconnects++;
        this.#become('reconnecting');
      },
      onRefused: (name) => {
        this.#release();
        this.#become('refused', name);
      },
    });
  }

  stop(why: 'goodbye' | 'leave' = 'goodbye'): void {
    this.#socket?.stop(why === 'goodbye' ? goodbyeText : undefined);
    this.#release();
    this.#become('stopped');
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    if (this.#audio) this.#audio.muted = muted;
  }

  replaceStream(stream: MediaStream): void {
    this.#stream = stream;
    if (!this.#socket) return;
    this.#stopEncoding();
    this.#picture = null;
    this.#sound = null;
    this.#encode();
  }

  stats(): PublisherStats {
    const { picturesSkipped } = this.#counts;
    return { ...this.#counts, picturesSkipped: picturesSkipped + (this.#video?.framesSkipped ?? 0) };
  }

  #encode(): void {
    const [camera] = this.#stream.getVideoTracks();
    const [microphone] = this.#stream.getAudioTracks();
    const clock = () => performance.now();
    const onFault = () => this.#encodeAnew();
    this.#encodingSince = clock();
    this.#needsKey = true;
    if (camera) {
      this.#video = new VideoEncoding(camera, {
        ...{ clock, onFault },
        onShape: (shape) => {
          this.#picture = shape;
        },
        onPicture: (picture) => this.#sendPicture(picture),
      });
    }
    if (!microphone) return;
    this.#audio = new AudioEncoding(microphone, {
      ...{ clock, onFault },
      onShape: (shape) => {
        this.#sound = shape;
      },
      onSound: (sound) => this.#sendSound(sound),
    });
    this.#audio.muted = this.#muted;
  }

  /** An encoder that failed (a graphics driver that was reset, say) is replaced, not too often. */
  #encodeAnew(): void {
    const retryMs = 1_000;
    this.#stopEncoding();
    setTimeout(() => {
      const running = this.#socket && !['stopped', 'refused'].includes(this.state);
      if (running && !this.#video) this.#encode();
    }, retryMs);
  }

  #stopEncoding(): void {
    this.#counts.picturesSkipped += this.#video?.framesSkipped ?? 0;
    this.#video?.stop();
    this.#audio?.stop();
    this.#video = null;
    this.#audio = null;
  }

  #release(): void {
    this.#stopEncoding();
    this.#socket = null;
  }

  #restart(): void {
    this.#initSent = '';
    this.#needsKey = true;
    this.#video?.wantKeyFrame();
  }

  #sendPicture({ data, key, stampMs, durationMs }: EncodedPicture): void {
    if (!this.#socket?.isOpen) return;
    if (this.#socket.congested) this.#needsKey = true;
    const mayStart = key && !this.#socket.congested && this.#sendInit();
    if (this.#needsKey && !mayStart) {
      this.#counts.picturesLeftOut++;
      if (!this.#socket.congested) this.#video?.wantKeyFrame();
      return;
    }
    this.#needsKey = false;
    this.#counts.picturesSent++;
    this.#send(videoTrackId, stampMs, durationMs, videoTicksPerSecond, key, data);
  }

  #sendSound({ data, stampMs, durationMs }: EncodedSound): void {
    if (!this.#socket?.isOpen || this.#initSent === '' || !this.#soundInInit) return;
    this.#send(audioTrackId, stampMs, durationMs, audioTicksPerSecond, true, data);
  }

  /** Sends the init segment when it differs from the last one; false while the microphone is awaited. */
  #sendInit(): boolean {
    if (!this.#picture) return false;
    const soundIsAwaited = this.#audio !== null && this.#sound === null;
    if (soundIsAwaited && performance.now() - this.#encodingSince < soundWaitMsMax) return false;
    const init = writeInit({ video: this.#picture, audio: this.#sound });
    const text = init.join();
    if (text === this.#initSent) return true;
    this.#initSent = text;
    this.#soundInInit = this.#sound !== null;
    this.#socket?.send(init);
    return true;
  }

  #send(trackId: number, stampMs: number, durationMs: number, ticks: number, key: boolean, data: Uint8Array): void {
    const decodeTime = Math.round((stampMs * ticks) / 1000);
    const duration = Math.max(1, Math.round((durationMs * ticks) / 1000));
    // A new encoder may begin a little before the end of the last one's count.
    if (decodeTime <= (this.#lastDecodeTime.get(trackId) ?? -1)) return;
    this.#lastDecodeTime.set(trackId, decodeTime);
    const sequence = this.#sequence++ % sequenceMax;
    const bytes = writeFragment({ trackId, sequence, decodeTime, duration, key, data });
    this.#socket?.send(bytes);
    this.#counts.fragmentsSent++;
    this.#counts.bytesSent += bytes.length;
  }

  #become(state: PublisherState, why?: CloseName): void {
    if (this.state === state) return;
    this.state = state;
    this.#options.onState?.(state, why);
  }
}
