import type { Video } from './protocol.ts';

/** What a file says of itself, and the parts that say who, where and with what it was filmed. */
export interface ReadVideo extends Pick<Video, 'width' | 'height' | 'durationMs' | 'kind'> {
  readonly told: readonly Told[];
}

/** Bytes `from` to `to` of a file, its content from `at` on, which `filler` takes the place of: as long, and saying nothing. */
export interface Told {
  readonly from: number;
  readonly at: number;
  readonly to: number;
  readonly filler: 'free' | 'void';
}
