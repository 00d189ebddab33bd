import { useCallback, useEffect, useRef } from 'react';
import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { useRoomConnection, useRoomEvents } from '../../../platform/ui/use-room.tsx';
import { Flight } from './flight.ts';

/**
 * Text that flies over the picture. With barrage off, only one's own lines do. Hidden from screen readers, who hear
 * the list, and empty for people who asked for less motion, who read it.
 */
export function BarrageLayer({ on, className }: { on: boolean; className?: string }) {
  const connection = useRoomConnection();
  const layer = useRef<HTMLDivElement>(null);
  const flight = useRef<Flight | null>(null);

  useEffect(() => {
    if (layer.current === null) return;
    const mine = new Flight(layer.current, lineClass);
    flight.current = mine;
    const watcher = new ResizeObserver(() => mine.resize());
    watcher.observe(layer.current);
    return () => {
      watcher.disconnect();
      mine.clear();
      flight.current = null;
    };
  }, []);

  const talk = useCallback(
    (lines: readonly TalkLine[]) => {
      if (document.hidden || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
      const now = Date.now() + connection.snapshot().clockOffsetMs;
      for (const line of lines) {
        const own = connection.isOwnTalk(line.id);
        if (on || own) flight.current?.fly(line, own, now);
      }
    },
    [connection, on],
  );
  useRoomEvents({ talk });

  return (
    <div
      ref={layer}
      aria-hidden
      data-testid="barrage-layer"
      className={`pointer-events-none overflow-hidden [contain:strict] ${className ?? ''}`}
    />
  );
}

/** Everybody's in plain white, with those who run the room and oneself in a frame. */
function lineClass(line: TalkLine, own: boolean): string {
  const base =
    'absolute left-0 top-0 whitespace-pre rounded-full px-3 py-0.5 text-body font-bold text-on-stage will-change-transform [text-shadow:0_1px_3px_rgb(0_0_0/85%)]';
  if (own) return `${base} border-2 border-on-stage/90 bg-glass`;
  if (line.badge === 'host') return `${base} bg-live`;
  if (line.badge === 'moderator') return `${base} bg-glass`;
  return base;
}
