import { useCallback, useRef } from 'react';
import { pinsMax } from '../../../../features/rooms/protocol.ts';
import type { PinView } from '../../../../features/rooms/rooms-view.ts';
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
  readonly busy: boolean;
  run(wish: PinWish): void;
}

/** Pinning in one tap: when all places are taken, the oldest pin makes room, since the host has no hand free to tidy up. */
export function usePins(roomId: string, pins: readonly PinView[]): Pins {
  const leaving = useRef<Wishes>(new Map());
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
    { onError: (error) => toast(refusalText(error), 'bad') },
  );
  const { run } = act;
  return { pins, busy: act.busy, run: useCallback((wish) => void run(wish), [run]) };
}
