import { isRefusal } from '../../../platform/kit/refusal.ts';
import { boxHeaderBytes, letters, readUint32, sameBytes } from '../box.ts';
import { targetSeconds } from '../catch-up.ts';
import { initBytesMax, mimeTypeOf, readInit } from '../init-segment.ts';
import { type Following, followLive } from './follow-live.ts';
import { mediaSourceOf, SourceBufferFeed } from './source-buffer-feed.ts';
import type { Way, WayNeeds } from './way.ts';

/** The origin sends at least an empty box every two seconds: so long a silence is a dead line. */
const silenceMsMax = 6_000;

export function canPlayMp4(): boolean {
  return mediaSourceOf() !== null && 'ReadableStream' in globalThis;
}

/** The way of the least delay: one endless response, appended to a Media Source as it comes. */
export function createMp4Way(needs: WayNeeds): Way {
  return new Mp4Way(needs);
}

class Mp4Way implements Way {
  readonly name = 'mp4';
  readonly #needs: WayNeeds;
  readonly following: Following;
  #feed: SourceBufferFeed | null = null;
  #abort = new AbortController();
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(needs: WayNeeds) {
    this.#needs = needs;
    this.following = followLive(needs.video, targetSeconds.mediaSource);
  }

  /** Reads one response to its end. The buffer stays, so that the picture goes on in the next one. */
  async run(mp4Url: string): Promise<void> {
    this.#abort = new AbortController();
    try {
      const response = await fetch(mp4Url, { signal: this.#abort.signal, cache: 'no-store' });
      if (!response.ok || !response.body) throw new Error(`The media process answered ${response.status}.`);
      this.#needs.onConnected();
      await this.#read(response.body.getReader());
    } finally {
      clearTimeout(this.#silence);
    }
  }

  destroy(): void {
    this.#abort.abort();
    this.following.stop();
    this.#feed?.close();
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Promise<void> {
    const start = new StreamStart();
    for (;;) {
      this.#expectMore();
      const { value, done } = await reader.read();
      if (done) return;
      const bytes = start.add(value);
      if (!bytes) continue;
      if (start.mimeType) this.#openFeed(start.mimeType);
      start.mimeType = null;
      this.#feed?.append(bytes);
    }
  }

  #openFeed(mimeType: string): void {
    const tracksOf = (type: string) => type.split(',').length;
    // Another level of the same codec goes into the same buffer; another number of tracks does not.
    if (this.#feed && tracksOf(this.#feed.mimeType) === tracksOf(mimeType)) {
      this.#feed.begin();
      return;
    }
    if (!mediaSourceOf()?.isTypeSupported(mimeType)) {
      this.#needs.onUnplayable();
      throw new Error('This browser cannot play the codecs.');
    }
    this.#feed?.close();
    this.#feed = new SourceBufferFeed(this.#needs.video, mimeType, () => this.#fault());
    void this.#needs.video.play().catch(() => {});
  }

  /** The buffer has refused what it was given: the next response gets a new one. */
  #fault(): void {
    this.#feed?.close();
    this.#feed = null;
    this.#needs.onFault();
    this.#abort.abort();
  }

  #expectMore(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#abort.abort(), silenceMsMax);
  }
}

/** The first bytes of a response: empty boxes while the host is away, then the init segment. */
class StreamStart {
  mimeType: string | null = null;
  #held: Uint8Array<ArrayBuffer> | null = new Uint8Array(0);

  /** What may be appended; null while the init segment is not whole. */
  add(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
    if (!this.#held) return bytes;
    const joined = new Uint8Array(this.#held.length + bytes.length);
    joined.set(this.#held);
    joined.set(bytes, this.#held.length);
    const from = skipEmptyBoxes(joined);
    const held = joined.subarray(from);
    this.#held = held;
    const length = initLength(held);
    if (length === null || held.length < length) return null;
    const init = readInit(held.subarray(0, length));
    if (isRefusal(init)) throw new Error('The stream does not begin with an init segment.');
    this.mimeType = mimeTypeOf(init);
    this.#held = null;
    return held;
  }
}

function skipEmptyBoxes(bytes: Uint8Array): number {
  let at = 0;
  while (bytes.length - at >= boxHeaderBytes && sameBytes(bytes.subarray(at + 4, at + 8), letters('free'))) {
    at += Math.max(boxHeaderBytes, readUint32(bytes, at));
  }
  return at;
}

/** The length of ftyp and moov together, or null while it cannot be known. */
function initLength(bytes: Uint8Array): number | null {
  if (bytes.length < boxHeaderBytes) return null;
  const fileTypeBytes = readUint32(bytes, 0);
  if (bytes.length < fileTypeBytes + boxHeaderBytes) return null;
  const length = fileTypeBytes + readUint32(bytes, fileTypeBytes);
  if (length > initBytesMax) throw new Error('The stream begins with too large an init segment.');
  return length;
}
