import { type KeyboardEvent, type PointerEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { moved } from '../../../../features/catalog/web/edit-draft.ts';
import { placeAt } from '../../../../features/rooms/run-order.ts';

interface Held {
  readonly from: number;
  readonly to: number;
  /** How far the pointer has gone, in pixels. */
  readonly by: number;
  readonly height: number;
}

interface Grip {
  readonly y: number;
  readonly middles: readonly number[];
  readonly height: number;
}

export interface DragOrder {
  readonly list: RefObject<HTMLOListElement | null>;
  readonly dragging: boolean;
  /** Where the line stands while one is dragged, in pixels from its place; `held` for the one in the hand. */
  shiftOf(at: number): { readonly held: boolean; readonly y: number };
  gripOf(at: number): {
    onPointerDown(event: PointerEvent): void;
    onPointerMove(event: PointerEvent): void;
    onPointerUp(): void;
    onPointerCancel(): void;
    onKeyDown(event: KeyboardEvent): void;
  };
}

/**
 * Puts the lines of a list into another order, by the pointer or by the arrow keys of a line's grip. Nothing moves in the
 * page until the line is let go, so that a finger keeps what it holds.
 */
export function useDragOrder(ids: readonly string[], onOrder: (ids: string[], at: number) => void): DragOrder {
  const list = useRef<HTMLOListElement>(null);
  const grip = useRef<Grip | null>(null);
  const [held, setHeld] = useState<Held | null>(null);
  const follow = useFocusAfter(list, ids);

  const take = (at: number, event: PointerEvent) => {
    if (event.button !== 0 || list.current === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const rows = [...list.current.children].map((row) => row.getBoundingClientRect());
    const top = list.current.getBoundingClientRect().top;
    const gap = rows.length > 1 ? rows[1]!.top - rows[0]!.bottom : 0;
    const height = rows[at]!.height + gap;
    grip.current = { y: event.clientY - top, middles: rows.map((row) => (row.top + row.bottom) / 2 - top), height };
    setHeld({ from: at, to: at, by: 0, height });
  };
  const move = (at: number, event: PointerEvent) => {
    if (grip.current === null || list.current === null) return;
    const { y, middles, height } = grip.current;
    const by = event.clientY - list.current.getBoundingClientRect().top - y;
    setHeld({ from: at, to: placeAt(middles, at, middles[at]! + by), by, height });
  };
  const letGo = (keep: boolean) => {
    grip.current = null;
    setHeld(null);
    if (keep && held && held.to !== held.from) onOrder(moved(ids, held.from, held.to), held.to);
  };
  const press = (at: number, event: KeyboardEvent) => {
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: ids.length - 1 }[event.key];
    if (event.key === 'Escape') letGo(false);
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 || to >= ids.length || to === at) return;
    follow(ids[at]!);
    onOrder(moved(ids, at, to), to);
  };
  return {
    list,
    dragging: held !== null,
    shiftOf: (at) => shiftOf(held, at),
    gripOf: (at) => ({
      onPointerDown: (event) => take(at, event),
      onPointerMove: (event) => move(at, event),
      onPointerUp: () => letGo(true),
      onPointerCancel: () => letGo(false),
      onKeyDown: (event) => press(at, event),
    }),
  };
}

function shiftOf(held: Held | null, at: number): { held: boolean; y: number } {
  if (held === null) return { held: false, y: 0 };
  const { from, to, by, height } = held;
  if (at === from) return { held: true, y: by };
  if (at > from && at <= to) return { held: false, y: -height };
  if (at < from && at >= to) return { held: false, y: height };
  return { held: false, y: 0 };
}

/** A line that has moved in the page loses the focus: it gets it back, so that the next arrow moves it on. */
function useFocusAfter(list: RefObject<HTMLOListElement | null>, ids: readonly string[]) {
  const moving = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new order is what is waited for.
  useLayoutEffect(() => {
    if (moving.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-grip="${moving.current}"]`)?.focus();
    moving.current = null;
  }, [ids.join()]);
  return (id: string) => {
    moving.current = id;
  };
}
