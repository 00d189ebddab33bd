import { Rotate3d } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../../platform/ui/class-names.ts';
import { Spinner } from '../../../platform/ui/spinner.tsx';
import type { Spin } from '../protocol.ts';
import { autoTurn, degreesOf, dragged, frameAt, nearestLoaded } from '../spin.ts';
import { type SpinFrames, useSpinFrames } from './use-spin-frames.ts';

interface ProductSpinProps {
  spin: Spin;
  title: string;
  className?: string;
}

const bigStep = 1 / 8;

/** The product on a turntable: it follows the finger and the arrow keys, and goes around once by itself. */
export function ProductSpin({ spin, title, className }: ProductSpinProps) {
  const { t } = useTranslation();
  const count = spin.pictureIds.length;
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = useShownPixels(canvas);
  const frames = useSpinFrames(spin.pictureIds, pixels);
  const { turn, take, drag } = useTurn(frames.loaded === count);
  const wanted = frameAt(turn, count);
  useDrawing(canvas, { frames, wanted, pixels });

  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowRight: 1 / count, ArrowUp: 1 / count, ArrowLeft: -1 / count, ArrowDown: -1 / count },
    ...{ PageUp: bigStep, PageDown: -bigStep, Home: -turn },
  };
  function press(event: KeyboardEvent) {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    take(turn + step);
  }
  if (frames.failed) {
    return (
      <p role="alert" className={classNames(className, 'grid place-items-center p-6 text-center text-muted')}>
        {t('catalog:look.turnFailed')}
      </p>
    );
  }
  const degrees = degreesOf(wanted, count);
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('catalog:look.turn', { title })}
      aria-valuemin={0}
      aria-valuemax={359}
      aria-valuenow={degrees}
      aria-valuetext={t('catalog:look.degrees', { degrees })}
      onKeyDown={press}
      {...drag}
      data-testid="spin"
      data-frame={wanted}
      data-loaded={frames.loaded}
      className={classNames(className, 'cursor-grab touch-pan-y select-none active:cursor-grabbing')}
    >
      <canvas ref={canvas} className="size-full" />
      {frames.loaded === 0 && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner label={t('catalog:look.loading')} />
        </span>
      )}
      <span className="pointer-events-none absolute inset-x-0 bottom-2 mx-auto flex w-fit items-center gap-1.5 rounded-full bg-glass px-2.5 py-1 text-tiny font-semibold text-on-stage">
        <Rotate3d aria-hidden className="size-3.5" />
        {t('catalog:look.turnHint')}
      </span>
    </div>
  );
}

/** Where the turn stands. Once all is there it goes around once, until somebody takes it. */
function useTurn(ready: boolean) {
  const [turn, setTurn] = useState(0);
  const taken = useRef(false);
  const hold = useRef<{ x: number; turn: number } | null>(null);
  useEffect(() => {
    if (!ready || taken.current || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    let request = 0;
    let startedAt: number | null = null;
    const go = (now: number) => {
      startedAt ??= now;
      const at = autoTurn(now - startedAt);
      if (taken.current) return;
      setTurn(at ?? 0);
      if (at !== null) request = requestAnimationFrame(go);
      else taken.current = true;
    };
    request = requestAnimationFrame(go);
    return () => cancelAnimationFrame(request);
  }, [ready]);
  const take = (next: number) => {
    taken.current = true;
    setTurn(next);
  };
  const release = () => {
    hold.current = null;
  };
  const drag = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      event.currentTarget.setPointerCapture(event.pointerId);
      taken.current = true;
      hold.current = { x: event.clientX, turn };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const from = hold.current;
      if (from) take(dragged(from.turn, event.clientX - from.x, event.currentTarget.clientWidth));
    },
    onPointerUp: release,
    onPointerCancel: release,
  };
  return { turn, take, drag };
}

/** How many device pixels the canvas is wide. */
function useShownPixels(canvas: React.RefObject<HTMLCanvasElement | null>): number {
  const [pixels, setPixels] = useState(0);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setPixels(Math.round(element.clientWidth * devicePixelRatio)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas]);
  return pixels;
}

interface Drawing {
  frames: SpinFrames;
  wanted: number;
  pixels: number;
}

/** On a canvas, because a picture element goes blank for a moment when its address changes. */
function useDrawing(canvas: React.RefObject<HTMLCanvasElement | null>, { frames, wanted, pixels }: Drawing): void {
  const { images, version } = frames;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the list holds another picture.
  useEffect(() => {
    const element = canvas.current;
    const frame = nearestLoaded(wanted, images.length, (one) => Boolean(images[one]));
    const image = frame === null ? null : images[frame];
    if (!element || !image || pixels === 0) return;
    const [width, height] = [pixels, Math.round(element.clientHeight * devicePixelRatio)];
    if (element.width !== width || element.height !== height) Object.assign(element, { width, height });
    // The whole frame, as large as it fits.
    const scale = Math.min(width / image.naturalWidth, height / image.naturalHeight);
    const [wide, high] = [image.naturalWidth * scale, image.naturalHeight * scale];
    const brush = element.getContext('2d');
    brush?.clearRect(0, 0, width, height);
    brush?.drawImage(image, (width - wide) / 2, (height - high) / 2, wide, high);
  }, [canvas, images, version, wanted, pixels]);
}
