/** Seconds behind the playhead that stay in the buffer. */
const keepBehindSeconds = 10;
const trimEverySeconds = 5;
const waitingBytesMax = 16_777_216;

/** A Media Source on a video element, and a queue in front of its one buffer. */
export class SourceBufferFeed {
  readonly mimeType: string;
  readonly #video: HTMLVideoElement;
  readonly #source: MediaSource;
  readonly #url: string;
  readonly #onFault: () => void;
  #buffer: SourceBuffer | null = null;
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #waitingBytes = 0;
  #trimmedAt = 0;
  #closed = false;

  constructor(video: HTMLVideoElement, mimeType: string, onFault: () => void) {
    const Source = mediaSourceOf();
    if (!Source) throw new Error('This browser has no Media Source.');
    this.mimeType = mimeType;
    this.#video = video;
    this.#onFault = onFault;
    this.#source = new Source();
    // Apple's Managed Media Source plays only where the picture cannot move to a television.
    video.disableRemotePlayback = true;
    this.#url = URL.createObjectURL(this.#source);
    this.#source.addEventListener('sourceopen', () => this.#open(), { once: true });
    video.src = this.#url;
  }

  append(bytes: Uint8Array<ArrayBuffer>): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > waitingBytesMax) this.#fail();
    else this.#work();
  }

  /** What follows is another response: it need not continue where the one before was cut off. */
  begin(): void {
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (this.#source.readyState === 'open') this.#buffer?.abort();
  }

  close(): void {
    this.#closed = true;
    URL.revokeObjectURL(this.#url);
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  #open(): void {
    if (this.#closed) return;
    try {
      this.#buffer = this.#source.addSourceBuffer(this.mimeType);
    } catch {
      this.#fail();
      return;
    }
    this.#buffer.addEventListener('updateend', () => this.#work());
    this.#buffer.addEventListener('error', () => this.#fail());
    this.#work();
  }

  #work(): void {
    const buffer = this.#buffer;
    if (this.#closed || !buffer || buffer.updating || this.#source.readyState !== 'open') return;
    try {
      if (this.#trim(buffer)) return;
      if (this.#waiting.length === 0) return;
      const bytes = join(this.#waiting, this.#waitingBytes);
      this.#waiting = [];
      this.#waitingBytes = 0;
      buffer.appendBuffer(bytes);
    } catch {
      this.#fail();
    }
  }

  /** Starts to remove what has been shown long ago; true while it does. */
  #trim(buffer: SourceBuffer): boolean {
    const before = this.#video.currentTime - keepBehindSeconds;
    if (before < this.#trimmedAt + trimEverySeconds || buffer.buffered.length === 0) return false;
    this.#trimmedAt = before;
    if (buffer.buffered.start(0) >= before) return false;
    buffer.remove(0, before);
    return true;
  }

  #fail(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onFault();
  }
}

/** The browser's Media Source; null on the phones that have none. */
export function mediaSourceOf(): typeof MediaSource | null {
  if ('MediaSource' in globalThis) return MediaSource;
  return 'ManagedMediaSource' in globalThis ? ManagedMediaSource : null;
}

function join(parts: readonly Uint8Array<ArrayBuffer>[], byteCount: number): Uint8Array<ArrayBuffer> {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const joined = new Uint8Array(byteCount);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
