import { useEffect, useState } from 'react';
import { useRoom } from '../../../platform/ui/use-room.tsx';
import { isOver } from '../coupons.ts';

/** A browser's timers fire a little early, and none waits longer than 24 days: once a day it looks again. */
const graceMs = 20;
const lookAgainMs = 24 * 60 * 60 * 1000;

/** The server's clock minus ours, as the socket has measured it; none before its first word. */
export function useServerOffset(): number {
  const measured = useRoom((snapshot) => snapshot.clockOffsetMs);
  return Number.isFinite(measured) ? measured : 0;
}

/** Whether it is over by the server's clock; looks again exactly when it will be. Inside a RoomProvider. */
export function useOver(endsAt: number | null): boolean {
  const offset = useServerOffset();
  const [looked, setLooked] = useState(0);
  const over = isOver({ endsAt }, Date.now() + offset);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look sets the timer for the next one.
  useEffect(() => {
    if (endsAt === null || over) return;
    const left = endsAt - (Date.now() + offset) + graceMs;
    const timer = setTimeout(() => setLooked((count) => count + 1), Math.min(left, lookAgainMs));
    return () => clearTimeout(timer);
  }, [endsAt, offset, over, looked]);
  return over;
}
