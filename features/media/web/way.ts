import type { WatchAddress } from '../protocol.ts';
import type { Following } from './follow-live.ts';

/** One of the ways in which a picture may come, from the least delay to the most. */
export interface Way {
  readonly name: 'mp4' | 'hls' | 'native';
  readonly following: Following;
  /** Plays until the line ends, and throws when it breaks. */
  run(url: string): Promise<void>;
  destroy(): void;
}

export interface WayNeeds {
  readonly video: HTMLVideoElement;
  readonly onConnected: () => void;
  /** The browser has refused what came; a way that does this again and again is left. */
  readonly onFault: () => void;
  /** This browser will never play this way. */
  readonly onUnplayable: () => void;
}

export function urlFor(way: Way['name'], address: WatchAddress): string {
  return way === 'mp4' ? address.mp4Url : address.hlsUrl;
}
