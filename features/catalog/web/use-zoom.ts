import { type PointerEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import {
  isWhole,
  moved,
  resized,
  toggled,
  wheelFactor,
  wholeView,
  type ZoomFrame,
  type ZoomPoint,
  type ZoomView,
  zoomed,
  zoomStep,
} from '../zoom.ts';

interface Zoom {
  readonly frame: ZoomFrame;
  readonly view: ZoomView;
}

/** Two taps so near each other in time and place are one double tap. */
const doubleTapMs = 320;
const tapPixelsMax = 12;
/** An arrow key moves by this share of the window. */
const keyShare = 0.15;

/** A picture in a window that fingers, wheel and keys bring closer. Null until the window has been measured. */
export function useZoom(window: RefObject<HTMLElement | null>, size: { width: number; height: number }) {
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const act = useCallback((change: (now: Zoom) => ZoomView) => {
    setZoom((now) => now && { frame: now.frame, view: change(now) });
  }, []);
  useWindowSize(window, size, setZoom);
  useWheel(window, act);
  const pointers = usePointers(window, act);
  const step = (factor: number) =>
    act(({ frame, view }) => zoomed(frame, view, factor, { x: frame.width / 2, y: frame.height / 2 }));
  return {
    zoom,
    pointers,
    closer: () => step(zoomStep),
    further: () => step(1 / zoomStep),
    whole: () => act(({ frame }) => wholeView(frame)),
    /** Returns false where there is nothing to move: the whole picture is seen. */
    move(right: number, down: number): boolean {
      if (!zoom || isWhole(zoom.frame, zoom.view)) return false;
      act(({ frame, view }) => moved(frame, view, -right * frame.width * keyShare, -down * frame.height * keyShare));
      return true;
    },
  };
}

function useWindowSize(
  window: RefObject<HTMLElement | null>,
  { width, height }: { width: number; height: number },
  set: (change: (now: Zoom | null) => Zoom) => void,
): void {
  useEffect(() => {
    const element = window.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth, clientHeight } = element;
      const dpr = globalThis.devicePixelRatio;
      const frame = { pictureWidth: width, pictureHeight: height, width: clientWidth, height: clientHeight, dpr };
      set((now) => {
        const same = now?.frame.pictureWidth === width && now.frame.pictureHeight === height;
        return { frame, view: now && same ? resized(now.frame, now.view, frame) : wholeView(frame) };
      });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [window, width, height, set]);
}

type Act = (change: (now: Zoom) => ZoomView) => void;

/** Not by React's own handler, which may not keep the page from scrolling. */
function useWheel(window: RefObject<HTMLElement | null>, act: Act): void {
  useEffect(() => {
    const element = window.current;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const { deltaY, deltaMode, ctrlKey: pinch } = event;
      const point = pointIn(element, event);
      act(({ frame, view }) => zoomed(frame, view, wheelFactor({ deltaY, deltaMode, pinch }), point));
    };
    element?.addEventListener('wheel', turn, { passive: false });
    return () => element?.removeEventListener('wheel', turn);
  }, [window, act]);
}

/** One pointer moves the picture, two bring it closer and move it, and a double tap changes over. */
function usePointers(window: RefObject<HTMLElement | null>, act: Act) {
  const down = useRef(new Map<number, ZoomPoint>());
  const start = useRef<ZoomPoint>({ x: 0, y: 0 });
  const tap = useRef({ at: 0, point: { x: 0, y: 0 }, still: true });
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      event.currentTarget.setPointerCapture(event.pointerId);
      down.current.set(event.pointerId, pointIn(window.current, event));
      tap.current.still = down.current.size === 1;
      if (tap.current.still) start.current = pointIn(window.current, event);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const before = down.current.get(event.pointerId);
      if (!before) return;
      const point = pointIn(window.current, event);
      const other = [...down.current].find(([id]) => id !== event.pointerId)?.[1];
      down.current.set(event.pointerId, point);
      if (apart(point, start.current) > tapPixelsMax) tap.current.still = false;
      if (!other) return act(({ frame, view }) => moved(frame, view, point.x - before.x, point.y - before.y));
      act(({ frame, view }) => pinched({ frame, view }, { before, point, other }));
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      down.current.delete(event.pointerId);
      const point = pointIn(window.current, event);
      const last = tap.current;
      if (!last.still || down.current.size > 0) return;
      const double = event.timeStamp - last.at < doubleTapMs && apart(point, last.point) < tapPixelsMax * 3;
      tap.current = { at: double ? 0 : event.timeStamp, point, still: true };
      if (double) act(({ frame, view }) => toggled(frame, view, point));
    },
    onPointerCancel(event: PointerEvent<HTMLElement>) {
      down.current.delete(event.pointerId);
    },
  };
}

/** The middle between the fingers moves the picture, their distance scales it around that middle. */
function pinched({ frame, view }: Zoom, fingers: { before: ZoomPoint; point: ZoomPoint; other: ZoomPoint }): ZoomView {
  const { before, point, other } = fingers;
  const middle = { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 };
  const dragged = moved(frame, view, (point.x - before.x) / 2, (point.y - before.y) / 2);
  return zoomed(frame, dragged, apart(point, other) / Math.max(1, apart(before, other)), middle);
}

function pointIn(element: HTMLElement | null, event: { clientX: number; clientY: number }): ZoomPoint {
  const box = element?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
}

function apart(one: ZoomPoint, other: ZoomPoint): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
