import { type RefObject, useEffect, useRef, useState } from 'react';
import type { WatchAddress } from '../protocol.ts';
import type { EarlyPicture } from './early-player.ts';
import { createPlayer, type Player, type PlayerState } from './player.ts';

export interface PlayerWishes {
  /** Fresh signed addresses of the room; it is asked again whenever the line breaks. */
  address: () => Promise<WatchAddress>;
  /** Sound must be turned on from a tap; `onMutedChange` tells when the browser did not allow it. */
  muted: boolean;
  /** From 0 to 1; full when it is left out. */
  volume?: number;
  onMutedChange?: (muted: boolean) => void;
  onState?: (state: PlayerState) => void;
  /** For measuring: called with the player once, and with null at the end. */
  onPlayer?: (player: Player | null) => void;
}

/** One player for one video element, as long as the element is there; the one that has begun in it, where one has. */
export function usePlayer(
  video: RefObject<HTMLVideoElement | null>,
  wishes: PlayerWishes,
  early: EarlyPicture | null = null,
): PlayerState {
  const { muted, volume = 1 } = wishes;
  const playerRef = useRef<Player | null>(null);
  const [state, setState] = useState<PlayerState>('loading');
  // The newest functions are called without starting the player anew.
  const latest = useRef(wishes);
  latest.current = wishes;

  useEffect(() => {
    if (!video.current) return;
    const told = {
      address: () => latest.current.address(),
      onState(next: PlayerState) {
        setState(next);
        latest.current.onState?.(next);
      },
    };
    const player = early?.adopt(told) ?? createPlayer({ video: video.current, ...told });
    if (early) told.onState(player.state);
    playerRef.current = player;
    latest.current.onPlayer?.(player);
    return () => {
      latest.current.onPlayer?.(null);
      player.destroy();
    };
  }, [video, early]);

  useEffect(() => {
    if (muted) playerRef.current?.mute();
    else void playerRef.current?.unmute().then((allowed) => !allowed && latest.current.onMutedChange?.(true));
  }, [muted]);

  useEffect(() => {
    if (video.current) video.current.volume = volume;
  }, [video, volume]);
  return state;
}
