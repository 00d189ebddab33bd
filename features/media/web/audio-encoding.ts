import { newTimeline, stamp } from '../timeline.ts';

const bitrate = 96_000;
const packetMs = 20;
const opusPreSkipDefault = 312;
const channelsMax = 2;
/** Without sound for so long, silence is sent: a player shows no picture beyond where the sound ends. */
const silenceAfterMs = 250;

export interface EncodedSound {
  readonly data: Uint8Array;
  readonly stampMs: number;
  readonly durationMs: number;
}

export interface SoundShape {
  readonly channels: number;
  readonly preSkip: number;
}

interface Sink {
  clock(): number;
  onShape(shape: SoundShape): void;
  onSound(sound: EncodedSound): void;
  onFault(error: Error): void;
}

/** Encodes a microphone as Opus packets of 20 ms, on the same clock as the picture. */
export class AudioEncoding {
  muted = false;
  readonly #sink: Sink;
  readonly #reader: ReadableStreamDefaultReader<AudioData>;
  readonly #encoder: AudioEncoder;
  #timeline = newTimeline;
  #configured: { numberOfChannels: number; sampleRate: number } | null = null;
  #heardAt = Number.POSITIVE_INFINITY;
  readonly #watch: ReturnType<typeof setInterval>;

  constructor(track: MediaStreamTrack, sink: Sink) {
    this.#sink = sink;
    this.#reader = new MediaStreamTrackProcessor<AudioData>({ track }).readable.getReader();
    this.#encoder = new AudioEncoder({
      output: (chunk, metadata) => this.#output(chunk, metadata),
      error: (error) => sink.onFault(error),
    });
    this.#watch = setInterval(() => this.#fillWithSilence(), silenceAfterMs / 2);
    void this.#run();
  }

  stop(): void {
    clearInterval(this.#watch);
    void this.#reader.cancel().catch(() => {});
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  async #run(): Promise<void> {
    for (;;) {
      const { value: data, done } = await this.#reader.read();
      if (done) return;
      try {
        if (this.#encoder.state === 'closed') return;
        this.#heardAt = this.#sink.clock();
        this.#configure(data);
        this.#encode(data);
      } catch (error) {
        this.#sink.onFault(error as Error);
        return;
      } finally {
        data.close();
      }
    }
  }

  #encode(data: AudioData): void {
    if (!this.muted) {
      this.#encoder.encode(data);
      return;
    }
    this.#encodeSilence(data.numberOfFrames);
  }

  /** A microphone that was pulled out, or whose driver sleeps, must not stop the picture. */
  #fillWithSilence(): void {
    const silentMs = this.#sink.clock() - this.#heardAt;
    if (silentMs < silenceAfterMs || !this.#configured || this.#encoder.state !== 'configured') return;
    this.#encodeSilence(Math.round((silentMs * this.#configured.sampleRate) / 1000));
    this.#heardAt = this.#sink.clock();
  }

  #encodeSilence(numberOfFrames: number): void {
    if (!this.#configured) return;
    const { numberOfChannels, sampleRate } = this.#configured;
    const silence = new AudioData({
      ...{ format: 'f32-planar', sampleRate, numberOfFrames, numberOfChannels },
      timestamp: Math.round(this.#sink.clock() * 1000),
      data: new Float32Array(numberOfFrames * numberOfChannels),
    });
    this.#encoder.encode(silence);
    silence.close();
  }

  #configure({ numberOfChannels, sampleRate }: AudioData): void {
    const before = this.#configured;
    if (before?.numberOfChannels === numberOfChannels && before.sampleRate === sampleRate) return;
    if (numberOfChannels > channelsMax) throw new Error('A microphone with more than two channels cannot be sent.');
    this.#configured = { numberOfChannels, sampleRate };
    this.#encoder.configure({ codec: 'opus', numberOfChannels, sampleRate, bitrate });
    this.#sink.onShape({ channels: numberOfChannels, preSkip: opusPreSkipDefault });
  }

  #output(chunk: EncodedAudioChunk, _metadata?: EncodedAudioChunkMetadata): void {
    const durationMs = (chunk.duration ?? 0) / 1000 || packetMs;
    const { timeline, stampMs } = stamp(this.#timeline, this.#sink.clock() - durationMs, durationMs);
    this.#timeline = timeline;
    if (stampMs === null) return;
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    this.#sink.onSound({ data, stampMs, durationMs });
  }
}
