import type { Moment, StreamName, TalkLine } from '../kit/socket-protocol.ts';
import { SharedText } from './shared-text.ts';

/** Consecutive facts of one stream as JSON, small enough for one frame. Made once for all viewers. */
export interface Chunk {
  readonly text: string;
  readonly bytes: number;
  /** The number of its last fact. */
  readonly last: number;
  readonly count: number;
}

export interface Piece {
  readonly stream: StreamName;
  readonly epoch: number;
  readonly chunk: Chunk;
}

export interface PackedFrame {
  readonly text: SharedText;
  readonly pieces: readonly Piece[];
}

/** What a frame and the heads of its runs need around the facts. */
const envelopeBytes = 1_024;

/** Cuts facts (each as JSON) into chunks in order. A fact that is larger than a frame travels alone. */
export function chunkFacts(facts: readonly { number: number; text: string }[], frameBytesMax: number): Chunk[] {
  const chunks: Chunk[] = [];
  let texts: string[] = [];
  let bytes = 0;
  let last = 0;
  const close = () => {
    if (texts.length > 0) chunks.push({ text: texts.join(','), bytes, last, count: texts.length });
    texts = [];
    bytes = 0;
  };
  for (const { number, text } of facts) {
    const size = Buffer.byteLength(text) + 1;
    if (bytes + size > frameBytesMax - envelopeBytes) close();
    texts.push(text);
    bytes += size;
    last = number;
  }
  close();
  return chunks;
}

export interface Packing {
  readonly now: number;
  readonly frameBytesMax: number;
  /** True when everybody may see it, so that it may be compressed. */
  readonly isPublic: boolean;
}

/** Puts chunks and the lanes 2 and 3 into as few frames as the byte limit allows, facts first and in order. */
export function packFrames(pieces: readonly Piece[], tail: string, packing: Packing): PackedFrame[] {
  const { now, frameBytesMax, isPublic } = packing;
  const frames: PackedFrame[] = [];
  const put = (batch: readonly Piece[], end: string) =>
    frames.push({ text: new SharedText(frameText(now, batch, end), isPublic), pieces: batch });
  let batch: Piece[] = [];
  let bytes = envelopeBytes;
  for (const piece of pieces) {
    if (batch.length > 0 && bytes + piece.chunk.bytes > frameBytesMax) {
      put(batch, '');
      batch = [];
      bytes = envelopeBytes;
    }
    batch.push(piece);
    bytes += piece.chunk.bytes;
  }
  const fits = batch.length === 0 || tail === '' || bytes + Buffer.byteLength(tail) <= frameBytesMax;
  if (!fits) {
    put(batch, '');
    batch = [];
  }
  if (batch.length > 0 || tail !== '') put(batch, tail);
  return frames;
}

/** The lanes 2 and 3 as the end of a frame; empty when there is nothing to say. */
export function tailText(latest: ReadonlyMap<string, unknown>, talk: readonly TalkLine[], moments: readonly Moment[]) {
  let text = '';
  if (latest.size > 0) text += `,"latest":${JSON.stringify(Object.fromEntries(latest))}`;
  if (talk.length > 0) text += `,"talk":${JSON.stringify(talk)}`;
  if (moments.length > 0) text += `,"moments":${JSON.stringify(moments)}`;
  return text;
}

/** By hand, because the chunks are JSON already. */
function frameText(now: number, pieces: readonly Piece[], tail: string): string {
  const runs = pieces.map(
    ({ stream, epoch, chunk }) => `{"stream":"${stream}","epoch":${epoch},"facts":[${chunk.text}]}`,
  );
  const facts = runs.length > 0 ? `,"facts":[${runs.join(',')}]` : '';
  return `{"kind":"frame","now":${now}${facts}${tail}}`;
}
