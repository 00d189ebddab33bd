import type { WatchAddress } from '../protocol.ts';
import { createPlayer, type Player, type PlayerState } from './player.ts';

interface Wishes {
  address: () => Promise<WatchAddress>;
  onState?(state: PlayerState): void;
}

export interface EarlyPicture {
  readonly video: HTMLVideoElement;
  /** From now on the player asks and tells whoever has taken the picture over. */
  adopt(wishes: Wishes): Player;
}

/** Whoever wants the picture has come by then; a picture that nobody shows is not played on. */
const untakenMsMax = 30_000;

let early: (EarlyPicture & { readonly name: string }) | null = null;

/** Begins to play in a video element of the page as the server sent it, while the app is still on its way. */
export function playEarly(name: string, video: HTMLVideoElement, address: WatchAddress): void {
  let asked: Wishes = { address: async () => address };
  const player = createPlayer({ video, address: () => asked.address(), onState: (state) => asked.onState?.(state) });
  const leave = setTimeout(() => {
    early = null;
    player.destroy();
  }, untakenMsMax);
  early = {
    name,
    video,
    adopt(wishes) {
      clearTimeout(leave);
      asked = wishes;
      return player;
    },
  };
}

/** The picture that has begun under this name, for the first who asks. */
export function takeEarly(name: string): EarlyPicture | null {
  if (early?.name !== name) return null;
  const taken = early;
  early = null;
  return taken;
}
