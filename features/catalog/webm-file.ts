import type { ReadVideo, Told } from './video-told.ts';

/** EBML (RFC 8794) as Matroska (RFC 9559) uses it: an id, a length, and what is in it. */
interface Element {
  readonly id: number;
  readonly from: number;
  readonly at: number;
  readonly to: number;
}

interface File {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

const ids = {
  ...{ head: 0x1a45dfa3, docType: 0x4282, segment: 0x18538067, info: 0x1549a966, scale: 0x2ad7b1, duration: 0x4489 },
  ...{
    tracks: 0x1654ae6b,
    entry: 0xae,
    type: 0x83,
    codec: 0x86,
    encodings: 0x6d80,
    video: 0xe0,
    width: 0xb0,
    height: 0xba,
  },
  ...{ cluster: 0x1f43b675 },
};
const pictureCodecs = ['V_VP8', 'V_VP9', 'V_AV1'];
const soundCodecs = ['A_OPUS', 'A_VORBIS'];
const elementsMax = 100_000;
/** Words, pictures, when it was filmed, and what the file was called. */
const telling: readonly number[] = [0x1254c367, 0x1941a469, 0x7ba9, 0x4461, 0x7384];

class NoVideo extends Error {}

/** Null for what is no whole WebM with one picture and at most one sound, of known lengths. */
export function readWebm(bytes: Uint8Array): ReadVideo | null {
  const file = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  try {
    return read(file);
  } catch (error) {
    // A read beyond the file's end is what a cut file comes to.
    if (error instanceof NoVideo || error instanceof RangeError) return null;
    throw error;
  }
}

function read(file: File): ReadVideo {
  const [head, segment, ...others] = elementsIn(file, 0, file.bytes.length);
  if (head?.id !== ids.head || segment?.id !== ids.segment || others.length > 0) throw new NoVideo();
  if (textOf(file, only(inside(file, head), ids.docType)) !== 'webm') throw new NoVideo();
  const parts = inside(file, segment);
  if (!parts.some(({ id }) => id === ids.cluster)) throw new NoVideo();
  const tracks = inside(file, only(parts, ids.tracks)).filter(({ id }) => id === ids.entry);
  const sizes = tracks.map((track) => readTrack(file, track));
  const pictures = sizes.flatMap((size) => size ?? []);
  if (pictures.length !== 1 || tracks.length > 2) throw new NoVideo();
  const info = inside(file, only(parts, ids.info));
  const told = [...parts, ...info].filter(({ id }) => telling.includes(id));
  return {
    ...{ kind: 'webm', ...pictures[0]!, durationMs: durationOf(file, info) },
    told: told.map(({ from, at, to }): Told => ({ from, at, to, filler: 'void' })),
  };
}

function durationOf(file: File, info: readonly Element[]): number {
  const { at, to } = only(info, ids.duration);
  const ticks = to - at === 4 ? file.view.getFloat32(at) : file.view.getFloat64(at);
  const scale = info.find(({ id }) => id === ids.scale);
  const ms = Math.ceil((ticks * (scale ? numberOf(file, scale) : 1_000_000)) / 1_000_000);
  if (!(ms > 0) || !Number.isSafeInteger(ms)) throw new NoVideo();
  return ms;
}

/** Null for sound. */
function readTrack(file: File, track: Element): { width: number; height: number } | null {
  const parts = inside(file, track);
  // Packed or locked content is for other players.
  if (parts.some(({ id }) => id === ids.encodings)) throw new NoVideo();
  const type = numberOf(file, only(parts, ids.type));
  const codec = textOf(file, only(parts, ids.codec));
  if (type === 2 && soundCodecs.includes(codec)) return null;
  if (type !== 1 || !pictureCodecs.includes(codec)) throw new NoVideo();
  const video = inside(file, only(parts, ids.video));
  const [width, height] = [numberOf(file, only(video, ids.width)), numberOf(file, only(video, ids.height))];
  if (width === 0 || height === 0) throw new NoVideo();
  return { width, height };
}

function inside(file: File, { at, to }: Element): Element[] {
  return elementsIn(file, at, to);
}

function elementsIn({ bytes }: File, from: number, to: number): Element[] {
  const elements: Element[] = [];
  let next = from;
  while (next < to) {
    const id = readVint(bytes, next, 4, true);
    const length = readVint(bytes, next + id.bytes, 8, false);
    const at = next + id.bytes + length.bytes;
    if (at + length.value > to || elements.length >= elementsMax) throw new NoVideo();
    elements.push({ id: id.value, from: next, at, to: at + length.value });
    next = at + length.value;
  }
  return elements;
}

/** A number whose first bit that is set says how many bytes it has; an id keeps that bit. A length of all ones is unknown. */
function readVint(bytes: Uint8Array, at: number, bytesMax: number, keepsBit: boolean) {
  const first = bytes[at] ?? 0;
  const count = Math.clz32(first) - 23;
  if (first === 0 || count > bytesMax || at + count > bytes.length) throw new NoVideo();
  let value = keepsBit ? first : first & (0xff >> count);
  let ones = (first | (0xff << (8 - count))) % 256 === 255;
  for (let index = 1; index < count; index += 1) {
    const byte = bytes[at + index]!;
    value = value * 256 + byte;
    ones &&= byte === 255;
  }
  if (!Number.isSafeInteger(value) || (!keepsBit && ones)) throw new NoVideo();
  return { value, bytes: count };
}

function numberOf({ bytes }: File, { at, to }: Element): number {
  if (to - at > 6) throw new NoVideo();
  return bytes.subarray(at, to).reduce((sum, byte) => sum * 256 + byte, 0);
}

function textOf({ bytes }: File, { at, to }: Element): string {
  if (to - at > 40) throw new NoVideo();
  return String.fromCharCode(...bytes.subarray(at, to)).replace(/\0+$/, '');
}

function only(elements: readonly Element[], id: number): Element {
  const found = elements.filter((element) => element.id === id);
  if (found.length !== 1) throw new NoVideo();
  return found[0]!;
}
