import { useEffect, useMemo, useState } from 'react';
import { useRoom, useStreamPart } from '../../../platform/ui/use-room.tsx';
import type { Product } from '../../catalog/protocol.ts';
import type { DealsView } from '../deals-view.ts';
import { dealtProducts, nextTurn } from '../dealt-products.ts';

/** A browser's timers fire a little early. */
const graceMs = 20;

export function useDeals(): DealsView {
  return useStreamPart<DealsView>('room', 'deals');
}

/** The server's clock minus ours, as the socket has measured it; none before its first word. */
export function useClockOffset(): number {
  const offset = useRoom((snapshot) => snapshot.clockOffsetMs);
  return Number.isFinite(offset) ? offset : 0;
}

/** The room's products at the prices of this moment. Looks again exactly when a deal starts or ends. */
export function useDealtProducts(products: readonly Product[]): readonly Product[] {
  const deals = useDeals();
  const offset = useClockOffset();
  const [looked, setLooked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look sets the timer for the next turn.
  useEffect(() => {
    const now = Date.now() + offset;
    const turn = nextTurn(deals, now);
    if (turn === null) return;
    const timer = setTimeout(() => setLooked((count) => count + 1), turn - now + graceMs);
    return () => clearTimeout(timer);
  }, [deals, offset, looked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a look at another time is another answer.
  return useMemo(() => dealtProducts(products, deals, Date.now() + offset), [products, deals, offset, looked]);
}

/** The server's time, again at each of its full seconds, so that every screen shows the same second. */
export function useServerSecond(): number {
  const offset = useClockOffset();
  const [now, setNow] = useState(() => Date.now() + offset);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const time = Date.now() + offset;
      setNow(time);
      timer = setTimeout(tick, 1_000 - (time % 1_000) + graceMs);
    };
    tick();
    return () => clearTimeout(timer);
  }, [offset]);
  return now;
}
