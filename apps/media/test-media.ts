import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { type Fragment, writeFragment } from '../../features/media/fragment.ts';
import { writeInit } from '../../features/media/init-segment.ts';
import type { MediaLimits } from '../../features/media/protocol.ts';
import { sampleInit, samplePicture, sampleSound } from '../../features/media/samples.ts';
import { createMediaAddresses, type MediaAddresses } from '../../features/media/server/index.ts';
import type { Bus } from '../../platform/bus/bus.ts';
import { createMedia, type Media } from './media.ts';

export const testOrigin = 'http://shop.example';
export const testSecret = 'a secret for tests only 0123456789abcdef';

export interface TestMedia {
  readonly url: string;
  readonly dataDir: string;
  readonly addresses: MediaAddresses;
  /** All that was logged, as text: no token may be in it. */
  readonly logged: string[];
  restart(more?: Partial<MediaLimits>): Promise<void>;
  close(): Promise<void>;
}

/** A media process of its own folder and a free port. `ageMs` moves its clock. */
export async function startTestMedia(
  limits: Partial<MediaLimits> = {},
  age = { ms: 0 },
  trustedProxies: readonly string[] = [],
  bus?: Bus,
): Promise<TestMedia> {
  const dataDir = await mkdtemp(join(tmpdir(), 'livestall-media-'));
  const logged: string[] = [];
  const note = (fields: object, message: string) => void logged.push(`${JSON.stringify(fields)} ${message}`);
  const clock = () => Date.now() + age.ms;
  const start = (port: number, more: Partial<MediaLimits> = {}): Promise<Media> =>
    createMedia({
      ...{
        host: '127.0.0.1',
        port,
        dataDir,
        secret: testSecret,
        allowedOrigins: [testOrigin],
        clock,
        recordingHours: 1,
        limits: { ...limits, ...more },
        trustedProxies,
        bus,
      },
      log: { info: note, warn: note, error: note },
    });
  let media = await start(0);
  const url = media.url;
  return {
    ...{ url, dataDir, logged },
    addresses: createMediaAddresses({ secret: testSecret, mediaPublicUrl: url, clock }),
    async restart(more) {
      await media.close();
      media = await start(media.port, more);
    },
    async close() {
      await media.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A studio made of a socket and sample fragments. */
export class TestStudio {
  readonly socket: WebSocket;
  readonly texts: string[] = [];
  readonly closed: Promise<number>;

  constructor(url: string, origin = testOrigin, options: { autoPong?: boolean } = {}) {
    this.socket = new WebSocket(url, { origin, perMessageDeflate: false, ...options });
    this.socket.on('message', (data) => this.texts.push(String(data)));
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.on('close', (code) => resolve(code)));
  }

  async open(init: Uint8Array | null = writeInit(sampleInit)): Promise<this> {
    await once(this.socket, 'open');
    if (!init) return this;
    this.socket.send(init);
    await once(this.socket, 'message');
    return this;
  }

  send(...fragments: readonly Fragment[]): void {
    for (const fragment of fragments) this.socket.send(writeFragment(fragment));
  }

  /** Picture at 30 frames a second and its sound, with a key frame each second, as fast as the line takes it. */
  play(fromSeconds: number, seconds: number): void {
    for (let frame = 0; frame < seconds * 30; frame++) {
      const at = fromSeconds + frame / 30;
      this.send(samplePicture(at, frame % 30 === 0), sampleSound(at));
    }
  }
}

/** A viewer that keeps what it gets. */
export class TestViewer {
  bytes = Buffer.alloc(0);
  ended = false;
  readonly #abort = new AbortController();

  async open(url: string): Promise<this> {
    const response = await fetch(url, { signal: this.#abort.signal });
    if (!response.ok || !response.body) throw new Error(await response.text());
    void this.#read(response.body);
    return this;
  }

  /** The types of the boxes so far, without the signs of life. */
  get boxes(): string[] {
    return this.#walk().map(({ type }) => type);
  }

  /** The decode times of the picture's frames, in seconds. */
  get pictureSeconds(): number[] {
    return this.#walk()
      .filter(({ type, bytes }) => type === 'moof' && bytes.readUInt32BE(44) === 1)
      .map(({ bytes }) => Number(bytes.readBigUInt64BE(60)) / 90_000);
  }

  close(): void {
    this.#abort.abort();
  }

  #walk(): { type: string; bytes: Buffer }[] {
    const found: { type: string; bytes: Buffer }[] = [];
    for (let at = 0; at + 8 <= this.bytes.length; ) {
      const size = this.bytes.readUInt32BE(at);
      const type = this.bytes.toString('latin1', at + 4, at + 8);
      if (type !== 'free') found.push({ type, bytes: this.bytes.subarray(at, at + size) });
      at += size;
    }
    return found;
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    try {
      for await (const chunk of body) this.bytes = Buffer.concat([this.bytes, chunk]);
    } catch {
      // Closed by this side or cut by the other: ended says which tests care.
    }
    this.ended = true;
  }
}

export async function until(holds: () => boolean | Promise<boolean>, withinMs = 5_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not come true within ${withinMs} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
