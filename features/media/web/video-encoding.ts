import { newFrameTimeline, stampFrame } from '../timeline.ts';

export const keyFrameEveryMs = 1_000;
/**
 * How long a frame says it lasts. A Media Source takes a hole of more than twice the last frame's duration for a new
 * beginning and throws everything away up to the next key frame; with the true 33 ms, one dropped frame would do it.
 */
const writtenFrameMs = 100;
/** After a longer pause the next frame is a key frame, because players will ask for one. */
const pauseMsMax = 180;
const frameRate = 30;
/** Frames in the encoder; more means that the machine is too slow, and the next frame is left out. */
const encodeQueueMax = 2;
const bitsPerPixelPerFrame = 0.0434;
const bitrateMin = 300_000;
const bitrateMax = 4_000_000;
/** 720x1280 and below fit level 3.1; more is told as 4.0 and 5.1. */
const levels = [
  { blocksMax: 3_600, codec: 'avc1.42001f' },
  { blocksMax: 8_192, codec: 'avc1.420028' },
  { blocksMax: 36_864, codec: 'avc1.420033' },
] as const;

export interface EncodedPicture {
  readonly data: Uint8Array;
  readonly key: boolean;
  readonly stampMs: number;
  /** What is written, not what is true. */
  readonly durationMs: number;
}

export interface PictureShape {
  readonly width: number;
  readonly height: number;
  readonly avcConfig: Uint8Array;
}

interface Sink {
  /** Milliseconds on the studio's clock, the same for picture and sound. */
  clock(): number;
  onShape(shape: PictureShape): void;
  onPicture(picture: EncodedPicture): void;
  onFault(error: Error): void;
}

/** Encodes a camera's frames as they come, each on its own, for the least delay. */
export class VideoEncoding {
  readonly #sink: Sink;
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>;
  readonly #encoder: VideoEncoder;
  #timeline = newFrameTimeline;
  #configured: { width: number; height: number } | null = null;
  #keyAt = Number.NEGATIVE_INFINITY;
  #encodedAt = Number.NEGATIVE_INFINITY;
  #keyWanted = true;
  framesSkipped = 0;

  constructor(track: MediaStreamTrack, sink: Sink) {
    this.#sink = sink;
    this.#reader = new MediaStreamTrackProcessor<VideoFrame>({ track, maxBufferSize: 2 }).readable.getReader();
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#output(chunk, metadata),
      error: (error) => sink.onFault(error),
    });
    void this.#run();
  }

  wantKeyFrame(): void {
    this.#keyWanted = true;
  }

  stop(): void {
    void this.#reader.cancel().catch(() => {});
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  async #run(): Promise<void> {
    for (;;) {
      const { value: frame, done } = await this.#reader.read();
      if (done) return;
      try {
        if (this.#encoder.state === 'closed') return;
        this.#encode(frame);
      } catch (error) {
        this.#sink.onFault(error as Error);
        return;
      } finally {
        frame.close();
      }
    }
  }

  #encode(frame: VideoFrame): void {
    const before = this.#encodedAt;
    const { timeline, stampMs } = stampFrame(this.#timeline, frame.timestamp / 1000, this.#sink.clock());
    this.#timeline = timeline;
    if (stampMs === null || this.#encoder.encodeQueueSize > encodeQueueMax) {
      this.framesSkipped++;
      return;
    }
    this.#configure(frame);
    const paused = stampMs - before > pauseMsMax;
    const keyFrame = this.#keyWanted || paused || stampMs - this.#keyAt >= keyFrameEveryMs;
    this.#encodedAt = stampMs;
    if (keyFrame) this.#keyAt = stampMs;
    this.#keyWanted = false;
    const stamped = new VideoFrame(frame, { timestamp: Math.round(stampMs * 1000) });
    this.#encoder.encode(stamped, { keyFrame });
    stamped.close();
  }

  #configure(frame: VideoFrame): void {
    const width = frame.displayWidth & ~1;
    const height = frame.displayHeight & ~1;
    if (this.#configured?.width === width && this.#configured.height === height) return;
    this.#configured = { width, height };
    this.#keyWanted = true;
    const blocks = Math.ceil(width / 16) * Math.ceil(height / 16);
    const level = levels.find(({ blocksMax }) => blocks <= blocksMax) ?? levels[2];
    const bitrate = Math.min(bitrateMax, Math.max(bitrateMin, width * height * frameRate * bitsPerPixelPerFrame));
    this.#encoder.configure({
      ...{ codec: level.codec, width, height, bitrate, framerate: frameRate },
      latencyMode: 'realtime',
      avc: { format: 'avc' },
    });
  }

  #output(chunk: EncodedVideoChunk, metadata?: EncodedVideoChunkMetadata): void {
    const description = metadata?.decoderConfig?.description;
    if (description && this.#configured) this.#sink.onShape({ ...this.#configured, avcConfig: copyOf(description) });
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const stampMs = chunk.timestamp / 1000;
    this.#sink.onPicture({ data, key: chunk.type === 'key', stampMs, durationMs: writtenFrameMs });
  }
}

function copyOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
}
