import { type Refusal, refuse } from '../../platform/kit/refusal.ts';
import { readMp4 } from './mp4-file.ts';
import { videoBytesMax, videoSecondsMax, videoSideMax } from './protocol.ts';
import type { ReadVideo, Told } from './video-told.ts';
import { readWebm } from './webm-file.ts';

/** Judged by its bytes alone: its kind, that every length fits, and that it is short and small enough. [C62] [C63] */
export function readVideo(file: Uint8Array): ReadVideo | Refusal {
  if (file.length > videoBytesMax) return refuse('video_too_large');
  const read = readMp4(file) ?? readWebm(file);
  if (!read) return refuse('video_unreadable');
  if (Math.max(read.width, read.height) > videoSideMax) return refuse('video_too_large');
  return read.durationMs > videoSecondsMax * 1000 ? refuse('video_too_long', { seconds: videoSecondsMax }) : read;
}

/** The file without what the camera wrote beside picture and sound; every byte that stays is where it was. [C64] */
export function withoutTold(file: Uint8Array, told: readonly Told[]): Uint8Array {
  const bare = new Uint8Array(file);
  for (const { from, at, to, filler } of told) {
    bare.fill(0, filler === 'free' ? at : from, to);
    if (filler === 'free') bare.set(freeLetters, from + 4);
    else bare.set(voidHead(to - from), from);
  }
  return bare;
}

/** "free" */
const freeLetters = [0x66, 0x72, 0x65, 0x65];

/** A Void of EBML: its id and its length, in one byte or, where that is too small, in four. */
function voidHead(bytes: number): number[] {
  if (bytes - 2 < 127) return [0xec, 0x80 | (bytes - 2)];
  const length = bytes - 5;
  return [0xec, 0x10 | (length >> 24), (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff];
}
