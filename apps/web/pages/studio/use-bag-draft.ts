import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { studioApi } from '../../../../features/rooms/web/studio-api.ts';
import { refusalText } from '../../../../platform/ui/refusal-text.ts';
import { toast } from '../../../../platform/ui/toast.tsx';
import { useAct } from '../../../../platform/ui/use-act.ts';

/** After so long the room's own word counts again, whatever was wished here. */
const wishMsMax = 3_000;

export interface BagDraft {
  readonly productIds: readonly string[];
  readonly saving: boolean;
  set(productIds: readonly string[]): void;
}

/** The bag as the host sees it: each tap shows at once, and what was tapped while saving is saved next. */
export function useBagDraft(roomId: string, held: readonly string[]): BagDraft {
  const queries = useQueryClient();
  const [wish, setWish] = useState<readonly string[] | null>(null);
  const sent = useRef<readonly string[] | null>(null);
  const save = useAct((id, productIds: readonly string[]) => studioApi.setBag(id, roomId, productIds), {
    onDone: () => void queries.invalidateQueries({ queryKey: ['bag', roomId] }),
    onError: (error) => {
      toast(refusalText(error), 'bad');
      setWish(null);
    },
  });

  const { run, busy } = save;
  useEffect(() => {
    if (wish === null || busy || sent.current === wish) return;
    sent.current = wish;
    void run(wish);
  }, [wish, busy, run]);
  useEffect(() => {
    if (wish === null || busy || sent.current !== wish) return undefined;
    if (wish.join() === held.join()) {
      setWish(null);
      return undefined;
    }
    const timer = setTimeout(() => setWish(null), wishMsMax);
    return () => clearTimeout(timer);
  }, [wish, busy, held]);

  const set = useCallback((productIds: readonly string[]) => setWish(productIds), []);
  return { productIds: wish ?? held, saving: busy, set };
}
