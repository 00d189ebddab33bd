import type { Refusal } from '../../platform/kit/refusal.ts';
import { refuse } from '../../platform/kit/refusal.ts';
import { box, boxHeaderBytes, fullBox, joinBytes, letters, readUint32, sameBytes, uint32 } from './box.ts';
import { audioTicksPerSecond, audioTrackId, videoTicksPerSecond, videoTrackId } from './init-segment.ts';

/** A key frame of a sharp 4K picture stays below this. */
export const fragmentBytesMax = 1_048_576;
export const sampleSecondsMax = 2;
/** 99 years of 90 kHz: far below where a number loses its units. */
const decodeTimeMax = 2 ** 48;

/** One frame of picture or one packet of sound, with its header. */
export interface Fragment {
  readonly trackId: number;
  readonly sequence: number;
  /** In ticks of the track. */
  readonly decodeTime: number;
  readonly duration: number;
  readonly key: boolean;
  readonly data: Uint8Array;
}

const sampleFlags = { key: 0x02000000, other: 0x01010000 };
const moofBytes = 100;
const at = { sequence: 20, trackId: 44, decodeTime: 60, duration: 88, size: 92, flags: 96, data: 108 };

/** One moof with one sample, and its mdat. The layout never changes, so each value has a fixed place. */
export function writeFragment(fragment: Fragment): Uint8Array {
  return joinBytes([fragmentHeader(fragment), fragment.data]);
}

/**
 * Reads a fragment strictly: the six values are taken from their places and checked, and the header must be, byte for
 * byte, what `writeFragment` makes of them. Picture data must be whole H.264 units that agree with the key-frame flag.
 */
export function readFragment(bytes: Uint8Array): Fragment | Refusal {
  if (bytes.length > fragmentBytesMax) {
    return refuse('fragment_too_large', { bytes: bytes.length, bytesMax: fragmentBytesMax });
  }
  if (bytes.length <= at.data) return refuse('bad_fragment');
  const fragment: Fragment = {
    trackId: readUint32(bytes, at.trackId),
    sequence: readUint32(bytes, at.sequence),
    decodeTime: readUint32(bytes, at.decodeTime) * 2 ** 32 + readUint32(bytes, at.decodeTime + 4),
    duration: readUint32(bytes, at.duration),
    key: readUint32(bytes, at.flags) === sampleFlags.key,
    data: bytes.subarray(at.data),
  };
  const wellFormed = hasPlausibleTimes(fragment) && hasPlausibleData(fragment);
  if (!wellFormed || !sameBytes(fragmentHeader(fragment), bytes.subarray(0, at.data))) return refuse('bad_fragment');
  return fragment;
}

/** Moves a fragment in time, in place. */
export function rebaseFragment(bytes: Uint8Array, decodeTime: number): void {
  bytes.set(uint32(Math.floor(decodeTime / 2 ** 32), decodeTime % 2 ** 32), at.decodeTime);
}

export function ticksPerSecondOf(trackId: number): number {
  return trackId === videoTrackId ? videoTicksPerSecond : audioTicksPerSecond;
}

function hasPlausibleTimes({ trackId, decodeTime, duration }: Fragment): boolean {
  if (trackId !== videoTrackId && trackId !== audioTrackId) return false;
  if (decodeTime > decodeTimeMax) return false;
  return duration > 0 && duration <= sampleSecondsMax * ticksPerSecondOf(trackId);
}

function hasPlausibleData({ trackId, key, data }: Fragment): boolean {
  if (trackId === audioTrackId) return key;
  return pictureKind(data) === (key ? 'key' : 'other');
}

/** Walks the length-prefixed H.264 units: what a viewer's decoder would choke on is refused here. */
function pictureKind(data: Uint8Array): 'key' | 'other' | null {
  const lengthBytes = 4;
  const slice = 1;
  const keySlice = 5;
  const unitsMax = 256;
  let kind: 'key' | 'other' | null = null;
  let from = 0;
  for (let units = 0; from < data.length; units++) {
    if (units === unitsMax || data.length - from <= lengthBytes) return null;
    const length = readUint32(data, from);
    if (length === 0 || length > data.length - from - lengthBytes) return null;
    const type = data[from + lengthBytes]! & 0x1f;
    const next: 'key' | 'other' | null = type === keySlice ? 'key' : type === slice ? 'other' : kind;
    if (kind !== null && next !== kind) return null;
    kind = next;
    from += lengthBytes + length;
  }
  return kind;
}

function fragmentHeader({ trackId, sequence, decodeTime, duration, key, data }: Fragment): Uint8Array {
  const movieFragmentIsBase = 0x20000;
  const offsetDurationSizeFlags = 0x701;
  const flags = key ? sampleFlags.key : sampleFlags.other;
  const run = uint32(1, moofBytes + boxHeaderBytes, duration, data.length, flags);
  const track = box(
    'traf',
    fullBox('tfhd', 0, movieFragmentIsBase, uint32(trackId)),
    fullBox('tfdt', 1, 0, uint32(Math.floor(decodeTime / 2 ** 32), decodeTime % 2 ** 32)),
    fullBox('trun', 0, offsetDurationSizeFlags, run),
  );
  const movieFragment = box('moof', fullBox('mfhd', 0, 0, uint32(sequence)), track);
  return joinBytes([movieFragment, uint32(boxHeaderBytes + data.length), letters('mdat')]);
}
