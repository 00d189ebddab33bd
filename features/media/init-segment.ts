import type { Refusal } from '../../platform/kit/refusal.ts';
import { refuse } from '../../platform/kit/refusal.ts';
import type { Box } from './box.ts';
import {
  box,
  fullBox,
  joinBytes,
  letters,
  readBoxes,
  readUint16,
  readUint32,
  sameBytes,
  uint8,
  uint16,
  uint32,
} from './box.ts';

export const videoTrackId = 1;
export const audioTrackId = 2;
export const videoTicksPerSecond = 90_000;
/** Opus always counts in 48 kHz, whatever the microphone gives. */
export const audioTicksPerSecond = 48_000;
export const initBytesMax = 4_096;
export const pictureSideMax = 3_840;
const pictureSideMin = 16;
const audioChannelsMax = 2;
const avcConfigBytesMax = 1_024;
const boxesPerParentMax = 16;

export interface VideoTrack {
  readonly width: number;
  readonly height: number;
  /** The AVCDecoderConfigurationRecord, as WebCodecs gives it in `description`. */
  readonly avcConfig: Uint8Array;
}

export interface AudioTrack {
  readonly channels: number;
  /** Samples that a decoder throws away at the start. */
  readonly preSkip: number;
}

/** What an init segment says: a picture always, sound when the host has a microphone. */
export interface Init {
  readonly video: VideoTrack;
  readonly audio: AudioTrack | null;
}

/** The init segment (ftyp + moov) for H.264 video in track 1 and Opus sound in track 2. */
export function writeInit(init: Init): Uint8Array {
  const tracks = [trackBox(videoTrackId, videoTicksPerSecond, init.video, videoMedia(init.video))];
  const extends_ = [trackExtends(videoTrackId)];
  if (init.audio) {
    tracks.push(trackBox(audioTrackId, audioTicksPerSecond, { width: 0, height: 0 }, audioMedia(init.audio)));
    extends_.push(trackExtends(audioTrackId));
  }
  const fileType = box('ftyp', letters('iso6'), uint32(0), letters('iso6'), letters('cmfc'), letters('mp41'));
  return joinBytes([fileType, box('moov', movieHeader(), ...tracks, box('mvex', ...extends_))]);
}

/**
 * Reads an init segment strictly: the few values that may differ are taken out and checked, and all the rest must be,
 * byte for byte, what `writeInit` makes of them. Nothing else reaches a viewer's decoder.
 */
export function readInit(bytes: Uint8Array): Init | Refusal {
  if (bytes.length > initBytesMax) return refuse('init_too_large', { bytes: bytes.length, bytesMax: initBytesMax });
  const movie = childrenOf(readBoxes(bytes, boxesPerParentMax), 'moov');
  const [videoBox, audioBox, ...others] = (movie ?? []).filter((child) => child.type === 'trak');
  if (!videoBox || others.length > 0) return refuse('bad_init');
  const video = readVideo(videoBox);
  const audio = audioBox ? readAudio(audioBox) : null;
  if (!video || audio === undefined) return refuse('bad_init');
  const init: Init = { video, audio };
  return sameBytes(writeInit(init), bytes) ? init : refuse('bad_init');
}

/** True when the bytes begin like an init segment, so that they are read as one. */
export function looksLikeInit(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && sameBytes(bytes.subarray(4, 8), letters('ftyp'));
}

/** The type for `MediaSource.isTypeSupported` and `addSourceBuffer`. */
export function mimeTypeOf(init: Init): string {
  const digits = [...init.video.avcConfig.subarray(1, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `video/mp4; codecs="avc1.${digits}${init.audio ? ',opus' : ''}"`;
}

/** Checks an AVCDecoderConfigurationRecord: its parameter sets must fill it, but for the tail of the High profiles. */
export function isAvcConfig(bytes: Uint8Array): boolean {
  if (bytes.length < 7 || bytes.length > avcConfigBytesMax) return false;
  // Four-byte lengths before each unit: the only form that WebCodecs writes.
  if (bytes[0] !== 1 || bytes[4] !== 0xff || (bytes[5]! & 0xe0) !== 0xe0) return false;
  const sequenceEnd = skipSets(bytes, 6, bytes[5]! & 0x1f, 7);
  if (sequenceEnd === null || sequenceEnd >= bytes.length) return false;
  const pictureEnd = skipSets(bytes, sequenceEnd + 1, bytes[sequenceEnd]!, 8);
  const tailBytesMax = 4;
  return pictureEnd !== null && bytes.length - pictureEnd <= tailBytesMax;
}

function skipSets(bytes: Uint8Array, start: number, count: number, unitType: number): number | null {
  let at = start;
  if (count === 0) return null;
  for (let index = 0; index < count; index++) {
    if (at + 3 > bytes.length) return null;
    const length = readUint16(bytes, at);
    if (length === 0 || at + 2 + length > bytes.length || (bytes[at + 2]! & 0x1f) !== unitType) return null;
    at += 2 + length;
  }
  return at;
}

function readVideo(track: Box): VideoTrack | null {
  const entry = sampleEntry(track, 'avc1');
  const visualEntryBytes = 78;
  if (!entry || entry.length < visualEntryBytes) return null;
  const avcConfig = readBoxes(entry.subarray(visualEntryBytes), 1)?.[0];
  const width = readUint16(entry, 24);
  const height = readUint16(entry, 26);
  const fits = [width, height].every((side) => side >= pictureSideMin && side <= pictureSideMax);
  if (!fits || avcConfig?.type !== 'avcC' || !isAvcConfig(avcConfig.body)) return null;
  return { width, height, avcConfig: avcConfig.body.slice() };
}

function readAudio(track: Box): AudioTrack | undefined {
  const entry = sampleEntry(track, 'Opus');
  const audioEntryBytes = 28;
  if (!entry || entry.length < audioEntryBytes) return undefined;
  const opus = readBoxes(entry.subarray(audioEntryBytes), 1)?.[0];
  if (opus?.type !== 'dOps' || opus.body.length < 4) return undefined;
  const channels = opus.body[1]!;
  if (channels < 1 || channels > audioChannelsMax) return undefined;
  return { channels, preSkip: readUint16(opus.body, 2) };
}

function sampleEntry(track: Box, type: string): Uint8Array | null {
  let boxes: Box[] | null = [track];
  for (const parent of ['trak', 'mdia', 'minf', 'stbl']) boxes = childrenOf(boxes, parent);
  const descriptions = boxes?.find((child) => child.type === 'stsd')?.body;
  if (!descriptions || descriptions.length < 8 || readUint32(descriptions, 4) !== 1) return null;
  const entry = readBoxes(descriptions.subarray(8), 1)?.[0];
  return entry?.type === type ? entry.body : null;
}

function childrenOf(boxes: readonly Box[] | null, type: string): Box[] | null {
  const parent = boxes?.find((child) => child.type === type);
  return parent ? readBoxes(parent.body, boxesPerParentMax) : null;
}

const identityMatrix = () => uint32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function movieHeader(): Uint8Array {
  const rateAndVolume = joinBytes([uint32(0x10000), uint16(0x100, 0), uint32(0, 0)]);
  const nextTrackId = 3;
  return fullBox('mvhd', 0, 0, uint32(0, 0, 1000, 0), rateAndVolume, identityMatrix(), zeros(24), uint32(nextTrackId));
}

function trackBox(id: number, ticksPerSecond: number, size: { width: number; height: number }, media: Uint8Array[]) {
  const enabledInMovie = 3;
  const header = fullBox(
    'tkhd',
    0,
    enabledInMovie,
    uint32(0, 0, id, 0, 0, 0, 0),
    uint16(0, 0, id === audioTrackId ? 0x100 : 0, 0),
    identityMatrix(),
    uint32(size.width * 0x10000, size.height * 0x10000),
  );
  const undeterminedLanguage = 0x55c4;
  const mediaHeader = fullBox('mdhd', 0, 0, uint32(0, 0, ticksPerSecond, 0), uint16(undeterminedLanguage, 0));
  return box('trak', header, box('mdia', mediaHeader, ...media));
}

function videoMedia({ width, height, avcConfig }: VideoTrack): Uint8Array[] {
  const resolution = uint32(0x480000, 0x480000, 0);
  const sizes = joinBytes([zeros(16), uint16(width, height), resolution, uint16(1), zeros(32), uint16(0x18, 0xffff)]);
  const entry = box('avc1', zeros(6), uint16(1), sizes, box('avcC', avcConfig));
  return mediaBoxes('vide', fullBox('vmhd', 0, 1, zeros(8)), entry);
}

function audioMedia({ channels, preSkip }: AudioTrack): Uint8Array[] {
  const opus = box('dOps', uint8(0, channels), uint16(preSkip), uint32(audioTicksPerSecond), uint16(0), uint8(0));
  const format = joinBytes([zeros(8), uint16(channels, 16, 0, 0), uint32(audioTicksPerSecond * 0x10000)]);
  return mediaBoxes('soun', fullBox('smhd', 0, 0, zeros(4)), box('Opus', zeros(6), uint16(1), format, opus));
}

function mediaBoxes(handler: string, mediaHeader: Uint8Array, entry: Uint8Array): Uint8Array[] {
  const sampleTable = box(
    'stbl',
    fullBox('stsd', 0, 0, uint32(1), entry),
    fullBox('stts', 0, 0, uint32(0)),
    fullBox('stsc', 0, 0, uint32(0)),
    fullBox('stsz', 0, 0, uint32(0, 0)),
    fullBox('stco', 0, 0, uint32(0)),
  );
  const dataReference = box('dinf', fullBox('dref', 0, 0, uint32(1), fullBox('url ', 0, 1)));
  const handlerBox = fullBox('hdlr', 0, 0, uint32(0), letters(handler), zeros(12), uint8(0));
  return [handlerBox, box('minf', mediaHeader, dataReference, sampleTable)];
}

function trackExtends(id: number): Uint8Array {
  return fullBox('trex', 0, 0, uint32(id, 1, 0, 0, 0));
}

function zeros(count: number): Uint8Array {
  return new Uint8Array(count);
}
