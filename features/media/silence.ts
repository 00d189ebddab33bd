import type { Fragment } from './fragment.ts';
import { audioTicksPerSecond, audioTrackId } from './init-segment.ts';

/** More than this is not filled: the host was away, and players begin anew. */
export const fillSecondsMax = 5;
const packetTicks = audioTicksPerSecond / 50;

/**
 * Silent packets for a hole in the sound, from `from` up to `to` in ticks. A Media Source takes a hole in one track for
 * a new beginning of all, and throws the picture away up to its next key frame: a lost packet would freeze it.
 */
export function silenceBetween(from: number, to: number, channels: number): Fragment[] {
  const packets = Math.floor((to - from) / packetTicks);
  if (packets <= 0 || to - from > fillSecondsMax * audioTicksPerSecond) return [];
  // An Opus packet of 20 ms that says nothing; the third bit of its first byte stands for two channels.
  const data = Uint8Array.of(channels === 2 ? 0xfc : 0xf8, 0xff, 0xfe);
  return Array.from({ length: packets }, (_, index) => ({
    ...{ trackId: audioTrackId, sequence: 0, key: true, data },
    decodeTime: from + index * packetTicks,
    duration: packetTicks,
  }));
}
