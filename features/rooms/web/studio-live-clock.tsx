import { useEffect, useState } from 'react';
import { useRoom } from '../../../platform/ui/use-room.tsx';

const tickMs = 1_000;

/** How long the show has been on the air, by the server's clock. */
export function StudioLiveClock({ since }: { since: number }) {
  const offset = useRoom((snapshot) => snapshot.clockOffsetMs);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const elapsedMs = Math.max(0, now + (Number.isFinite(offset) ? offset : 0) - since);
  return <span className="tabular">{clockText(elapsedMs)}</span>;
}

/** "12:05", "1:02:05". */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
