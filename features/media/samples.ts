import type { Fragment } from './fragment.ts';
import { audioTicksPerSecond, audioTrackId, type Init, videoTicksPerSecond, videoTrackId } from './init-segment.ts';

/** Small well-formed media for tests and rehearsals of the origin. */
export const sampleInit: Init = {
  video: {
    width: 720,
    height: 1280,
    avcConfig: Uint8Array.of(1, 0x42, 0xc0, 0x1f, 0xff, 0xe1, 0, 4, 0x67, 0x42, 0xc0, 0x1f, 1, 0, 3, 0x68, 0xce, 0x3c),
  },
  audio: { channels: 2, preSkip: 312 },
};

/** One frame of picture: a single H.264 unit of the kind that the flag says. */
export function samplePicture(seconds: number, key: boolean, unitBytes = 40): Fragment {
  const data = new Uint8Array(4 + unitBytes).fill(7);
  data.set([unitBytes >>> 24, (unitBytes >>> 16) & 255, (unitBytes >>> 8) & 255, unitBytes & 255, key ? 0x65 : 0x41]);
  const decodeTime = Math.round(seconds * videoTicksPerSecond);
  return { trackId: videoTrackId, sequence: 0, decodeTime, duration: videoTicksPerSecond / 30, key, data };
}

export function sampleSound(seconds: number): Fragment {
  const decodeTime = Math.round(seconds * audioTicksPerSecond);
  const duration = audioTicksPerSecond / 50;
  return { trackId: audioTrackId, sequence: 0, decodeTime, duration, key: true, data: Uint8Array.of(0xfc, 1, 2) };
}
