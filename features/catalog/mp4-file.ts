import type { ReadVideo, Told } from './video-told.ts';

/** ISO/IEC 14496-12. A box is a length, four letters and what is in it; the lengths of those inside fill it. */
interface Box {
  readonly type: string;
  readonly from: number;
  /** Where its content begins. */
  readonly at: number;
  readonly to: number;
}

interface File {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** No more boxes in one box than an honest file has. */
const boxesMax = 10_000;
const brands = ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V '];
/** Where words, places and pictures are kept beside the tracks. */
const telling = ['udta', 'meta', 'uuid'];

class NoVideo extends Error {}

/** Null for what is no whole MP4 with one picture of H.264 and at most one sound of AAC, in one piece. */
export function readMp4(bytes: Uint8Array): ReadVideo | null {
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
  const top = boxesIn(file, 0, file.bytes.length);
  if (top[0]?.type !== 'ftyp' || !isKnownBrand(file, top[0])) throw new NoVideo();
  const moov = only(top, 'moov');
  if (!top.some(({ type }) => type === 'mdat')) throw new NoVideo();
  const parts = inside(file, moov);
  // A file in fragments does not say how long it is.
  if (parts.some(({ type }) => type === 'mvex')) throw new NoVideo();
  const tracks = parts.filter(({ type }) => type === 'trak').map((trak) => readTrack(file, trak));
  const pictures = tracks.flatMap(({ size }) => size ?? []);
  if (pictures.length !== 1 || tracks.length > 2) throw new NoVideo();
  const told = [...top, ...parts, ...tracks.flatMap((track) => track.boxes)].filter(({ type }) =>
    telling.includes(type),
  );
  const durationMs = durationOf(file, only(parts, 'mvhd'));
  return {
    kind: 'mp4',
    ...pictures[0]!,
    durationMs,
    told: told.map(({ from, at, to }): Told => ({ from, at, to, filler: 'free' })),
  };
}

function isKnownBrand({ view, bytes }: File, { at, to }: Box): boolean {
  const named = [at];
  for (let each = at + 8; each + 4 <= to; each += 4) named.push(each);
  return view.byteLength >= at + 8 && named.some((each) => brands.includes(letters(bytes, each)));
}

function durationOf({ view }: File, { at }: Box): number {
  const long = view.getUint8(at) === 1;
  const scale = view.getUint32(at + (long ? 20 : 12));
  const duration = long ? Number(view.getBigUint64(at + 24)) : view.getUint32(at + 16);
  const ms = Math.ceil((duration / scale) * 1000);
  if (!(ms > 0) || !Number.isSafeInteger(ms)) throw new NoVideo();
  return ms;
}

interface Track {
  /** Null for sound. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Its own boxes and those of its media. */
  readonly boxes: readonly Box[];
}

function readTrack(file: File, trak: Box): Track {
  const parts = inside(file, trak);
  const media = inside(file, only(parts, 'mdia'));
  const info = inside(file, only(media, 'minf'));
  const table = inside(file, only(info, 'stbl'));
  const references = inside(file, only(inside(file, only(info, 'dinf')), 'dref'), 8);
  // Everything is in this file: a player fetches nothing else.
  if (references.length !== 1 || (file.view.getUint32(references[0]!.at) & 1) !== 1) throw new NoVideo();
  checkChunks(file, table);
  const handler = letters(file.bytes, only(media, 'hdlr').at + 8);
  const [entry, ...others] = inside(file, only(table, 'stsd'), 8);
  const boxes = [...parts, ...media, ...info];
  if (!entry || others.length > 0) throw new NoVideo();
  if (handler === 'soun' && entry.type === 'mp4a') return { size: null, boxes };
  if (handler !== 'vide' || entry.type !== 'avc1') throw new NoVideo();
  only(inside(file, entry, 78), 'avcC');
  const [width, height] = [file.view.getUint16(entry.at + 24), file.view.getUint16(entry.at + 26)];
  if (width === 0 || height === 0) throw new NoVideo();
  return { size: { width, height }, boxes };
}

/** Every chunk begins in the file, and there are some. */
function checkChunks({ view, bytes }: File, table: readonly Box[]): void {
  const long = table.some(({ type }) => type === 'co64');
  const { at, to } = only(table, long ? 'co64' : 'stco');
  const count = view.getUint32(at + 4);
  const size = long ? 8 : 4;
  if (count === 0 || at + 8 + count * size > to) throw new NoVideo();
  for (let index = 0; index < count; index += 1) {
    const place = at + 8 + index * size;
    const offset = long ? Number(view.getBigUint64(place)) : view.getUint32(place);
    if (offset >= bytes.length) throw new NoVideo();
  }
}

/** `skip` bytes of its own come before the boxes in it. */
function inside(file: File, box: Box, skip = 0): Box[] {
  return boxesIn(file, box.at + skip, box.to);
}

function boxesIn({ view, bytes }: File, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  let next = from;
  // Some writers close a box with four zeros.
  while (next + 8 <= to) {
    let size = view.getUint32(next);
    let at = next + 8;
    if (size === 1) {
      size = Number(view.getBigUint64(at));
      at += 8;
    } else if (size === 0) size = to - next;
    if (next + size > to || next + size < at || boxes.length >= boxesMax) throw new NoVideo();
    boxes.push({ type: letters(bytes, next + 4), from: next, at, to: next + size });
    next += size;
  }
  return boxes;
}

function only(boxes: readonly Box[], type: string): Box {
  const found = boxes.filter((box) => box.type === type);
  if (found.length !== 1) throw new NoVideo();
  return found[0]!;
}

function letters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
