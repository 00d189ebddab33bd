import { useEffect, useRef, useState } from 'react';
import { loadOrder } from '../spin.ts';

/** First small files, with which it turns at once; then the sharp ones, where the screen shows the difference. */
const coarseWidth = 480;
const fineWidth = 1080;
/** On a phone's line more at once only delays the first. */
const loadsAtOnce = 4;

export interface SpinFrames {
  /** By place in the turn; null until it is there. */
  readonly images: readonly (HTMLImageElement | null)[];
  /** How many can be turned to. */
  readonly loaded: number;
  /** Grows with every file: a sharper one came for a frame. */
  readonly version: number;
  readonly failed: boolean;
}

/** The frames of a turn, loaded little by little. `shownPixels` is how wide the screen shows them. */
export function useSpinFrames(pictureIds: readonly string[], shownPixels: number): SpinFrames {
  const images = useRef<(HTMLImageElement | null)[]>([]);
  const [version, setVersion] = useState(0);
  const [failed, setFailed] = useState(false);
  const sharper = shownPixels > coarseWidth * 1.2 && !savesData();
  const ids = pictureIds.join();
  useEffect(() => {
    let over = false;
    const all = ids.split(',');
    const load = (width: number) =>
      loadAll(all, width, (frame, image) => {
        if (over) return false;
        images.current[frame] = image;
        setVersion((now) => now + 1);
        return true;
      });
    const coarse = images.current.filter(Boolean).length === all.length ? Promise.resolve() : load(coarseWidth);
    void coarse.then(async () => {
      if (over) return;
      setFailed(!images.current.some(Boolean));
      if (sharper) await load(fineWidth);
    });
    return () => {
      over = true;
    };
  }, [ids, sharper]);
  return { images: images.current, loaded: images.current.filter(Boolean).length, version, failed };
}

/** `take` says whether it goes on. A frame that does not come leaves a gap, and its neighbour is shown. */
async function loadAll(
  pictureIds: readonly string[],
  width: number,
  take: (frame: number, image: HTMLImageElement) => boolean,
): Promise<void> {
  const waiting = [...loadOrder(pictureIds.length)];
  const loader = async () => {
    for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
      const image = new Image();
      image.src = `/pictures/${pictureIds[frame]}/${width}.webp`;
      const came = await image.decode().then(
        () => true,
        () => false,
      );
      if (came && !take(frame, image)) return;
    }
  };
  await Promise.all(Array.from({ length: loadsAtOnce }, loader));
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
