import { useCallback, useEffect, useRef, useState } from 'react';
import { pinsMax } from '../../../../features/rooms/protocol.ts';
import { explainedOf, type PinView } from '../../../../features/rooms/rooms-view.ts';
import { studioApi } from '../../../../features/rooms/web/studio-api.ts';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { toast } from '../../../../platform/ui/toast.tsx';
import { useAct } from '../../../../platform/ui/use-act.ts';
import { sendWish, type Wishes } from '../../../../platform/ui/wish.ts';

interface PinWish {
  readonly productId: string;
  readonly act: 'explain' | 'pin' | 'unpin';
}

export interface Pins {
  readonly pins: readonly PinView[];
  /** What the room attends to, or will in a moment: a tap shows at once. */
  readonly explainedId: string | null;
  /** True until the room has said so too. */
  readonly pending: boolean;
  run(wish: PinWish): void;
}

/** After so long the room's own word counts again, whatever was wished here. */
const wishMsMax = 3_000;

/** Pinning in one tap: when all places are taken, the oldest pin makes room, since the host has no hand free to tidy up. */
export function usePins(roomId: string, pins: readonly PinView[]): Pins {
  const leaving = useRef<Wishes>(new Map());
  const [wished, setWished] = useState<string | null>(null);
  const act = useAct(
    async (id, { productId, act: kind }: PinWish) => {
      if (kind === 'unpin') return studioApi.unpin(id, roomId, productId);
      const oldest = pins.find((pin) => pin.productId !== productId);
      const known = pins.some((pin) => pin.productId === productId);
      if (!known && pins.length >= pinsMax && oldest) {
        // Part of the same wish, with an id of its own that is kept as long.
        const leave = (own: string) => studioApi.unpin(own, roomId, oldest.productId);
        await sendWish(leaving.current, `${id} ${oldest.productId}`, leave);
      }
      return studioApi.pin(id, roomId, productId, kind === 'explain');
    },
    {
      onError: (error) => {
        toast(refusalText(error), 'bad');
        setWished(null);
      },
    },
  );
  const send = useInTurn(act.run);
  const run = useCallback(
    (wish: PinWish) => {
      if (wish.act === 'explain') setWished(wish.productId);
      send(wish);
    },
    [send],
  );

  const explained = explainedOf(pins);
  useEffect(() => {
    if (wished === null) return undefined;
    if (wished === explained) {
      setWished(null);
      return undefined;
    }
    const timer = setTimeout(() => setWished(null), wishMsMax);
    return () => clearTimeout(timer);
  }, [wished, explained]);
  return { pins, explainedId: wished ?? explained, pending: wished !== null && wished !== explained, run };
}

/** One after another; of what is tapped while one is under way, the last counts. */
function useInTurn(run: (wish: PinWish) => Promise<unknown>): (wish: PinWish) => void {
  const waiting = useRef<PinWish | null>(null);
  const running = useRef(false);
  return useCallback(
    async (wish) => {
      waiting.current = wish;
      if (running.current) return;
      running.current = true;
      while (waiting.current !== null) {
        const next: PinWish = waiting.current;
        waiting.current = null;
        await run(next);
      }
      running.current = false;
    },
    [run],
  );
}
