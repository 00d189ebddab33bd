import type { WindowState } from './live-window.ts';

/** What a media process that has a room's host tells one that has only viewers of it. */
export type RelayMessage =
  | RelayState
  | { readonly kind: 'begin'; readonly initNumber: number; readonly epoch: number; readonly tracksChange: boolean }
  | { readonly kind: 'fragment'; readonly at: number }
  | { readonly kind: 'pause' }
  | { readonly kind: 'end' }
  /** The line is alive. */
  | { readonly kind: 'alive' };

export interface RelayState {
  readonly kind: 'state';
  readonly window: WindowState;
  readonly hasInit: boolean;
  /** How many fragments since the last key frame. */
  readonly sinceKey: number;
  /** Of the init segment, those fragments, and the window's buffers. */
  readonly sizes: readonly number[];
}

const headBytes = 8;
/** A whole window of the largest picture that a host may send. */
export const relayMessageBytesMax = 67_108_864;

/** Both lengths, the message as JSON, and its bytes. */
export function packRelay(message: RelayMessage, buffers: readonly Buffer[]): Buffer {
  const text = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(text.length, 0);
  head.writeUInt32BE(
    buffers.reduce((sum, { length }) => sum + length, 0),
    4,
  );
  return Buffer.concat([head, text, ...buffers]);
}

export type OnRelay = (message: RelayMessage, bytes: Buffer) => void;

/** Puts the messages of a stream together again. Throws when one is larger than any can be. */
export class RelayReader {
  readonly #onMessage: OnRelay;
  #chunks: Buffer[] = [];
  #held = 0;
  #wanted = headBytes;

  constructor(onMessage: OnRelay) {
    this.#onMessage = onMessage;
  }

  take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#wanted) return;
    let all = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    for (let size = sizeOf(all); size !== null && all.length >= size.all; size = sizeOf(all)) {
      const message = JSON.parse(all.toString('utf8', headBytes, headBytes + size.text)) as RelayMessage;
      // A copy: fragments stay in a window while the chunk that they came in would be kept whole.
      this.#onMessage(message, Buffer.from(all.subarray(headBytes + size.text, size.all)));
      all = all.subarray(size.all);
    }
    this.#chunks = [all];
    this.#held = all.length;
    this.#wanted = sizeOf(all)?.all ?? headBytes;
  }
}

/** The buffers of a state, one after the other in its bytes. */
export function splitBytes(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  let at = 0;
  return sizes.map((size) => {
    at += size;
    return bytes.subarray(at - size, at);
  });
}

function sizeOf(bytes: Buffer): { text: number; all: number } | null {
  if (bytes.length < headBytes) return null;
  const text = bytes.readUInt32BE(0);
  const all = headBytes + text + bytes.readUInt32BE(4);
  if (all > relayMessageBytesMax) throw new Error('A message of another media process is too large.');
  return { text, all };
}
