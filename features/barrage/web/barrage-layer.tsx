import { useCallback, useEffect, useRef } from 'react';
import type { TalkLine } from '../../../platform/kit/socket-protocol.ts';
import { classNames } from '../../../platform/ui/class-names.ts';
import type { RoomConnection } from '../../../platform/ui/room-connection.ts';
import { useRoomConnection, useRoomEvents } from '../../../platform/ui/use-room.tsx';
import type { Area, Size } from '../barrage-choice.ts';
import { isForReader } from '../mention.ts';
import { dressLine } from './dress-line.tsx';
import { Flight, type Flying } from './flight.ts';
import { knownNames } from './known-names.ts';
import { useBarrageChoice, useTalkShown } from './use-barrage-choice.ts';

/**
 * Text that flies over the picture. With barrage off, only one's own lines do. Hidden from screen readers, who hear
 * the list, and empty for people who asked for less motion or for simple mode, who read it.
 */
export function BarrageLayer() {
  const connection = useRoomConnection();
  const { size, speed, area, opacityPercent } = useBarrageChoice();
  const { flies, ownFlies } = useTalkShown();
  const layer = useRef<HTMLDivElement>(null);
  const flight = useRef<Flight | null>(null);

  useEffect(() => {
    if (layer.current === null) return;
    const mine = new Flight({
      layer: layer.current,
      dress: (element, flying) => dressLine(element, flying, knownNames(connection)),
    });
    flight.current = mine;
    const watcher = new ResizeObserver(() => mine.resize());
    watcher.observe(layer.current);
    return () => {
      watcher.disconnect();
      mine.clear();
      flight.current = null;
    };
  }, [connection]);
  useEffect(() => flight.current?.choose({ size, speed }), [size, speed]);
  useEffect(() => {
    if (!flies) flight.current?.clear();
  }, [flies]);

  const talk = useCallback(
    (lines: readonly TalkLine[]) => {
      if (document.hidden) return;
      const flying = lines.map((line) => flyingOf(line, connection));
      const now = Date.now() + connection.snapshot().clockOffsetMs;
      flight.current?.fly(
        flying.filter(({ own }) => (own ? ownFlies : flies)),
        now,
      );
    },
    [connection, flies, ownFlies],
  );
  // The layer comes after the picture: what was said meanwhile flies too, once, as long as it is not the past.
  useEffect(() => talk(connection.snapshot().talk), [connection, talk]);
  const gone = useCallback((id: string) => flight.current?.remove(id), []);
  useRoomEvents({ talk, gone });

  return (
    <div
      ref={layer}
      aria-hidden
      data-testid="barrage-layer"
      // Each line has the opacity itself: one for all of them would be drawn as a picture of its own at every frame.
      style={{ '--line-opacity': opacityPercent / 100 } as object}
      className={classNames(
        'pointer-events-none absolute inset-x-0 overflow-hidden [contain:strict]',
        textOf[size],
        heightOf[area],
      )}
    />
  );
}

function flyingOf(line: TalkLine, connection: RoomConnection): Flying {
  const reader = connection.snapshot().welcome?.name ?? null;
  const forReader = isForReader(line, reader, connection.isOwnTalk);
  return { line, own: connection.isOwnTalk(line.id), forReader };
}

const textOf: Readonly<Record<Size, string>> = {
  small: 'text-[0.8125rem]/5',
  medium: 'text-[1rem]/6',
  large: 'text-[1.375rem]/8',
};
const heightOf: Readonly<Record<Area, string>> = {
  quarter: 'top-[max(8.25rem,15%)] h-1/4',
  half: 'top-[max(8.25rem,15%)] h-1/2',
  whole: 'top-0 h-full',
};
