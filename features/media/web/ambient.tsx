import { type RefObject, useEffect, useRef } from 'react';

const wide = 9;
const high = 12;
const everyMs = 250;
/** Each look is laid over the ones before, so that the light drifts and does not jump. */
const share = 0.3;

/** The picture's own light around it: a few dozen points of its colours, stretched soft. It costs less than a blur. */
export function Ambient({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const brush = canvas.current?.getContext('2d');
    if (!brush) return;
    let first = true;
    const timer = setInterval(() => {
      const picture = video.current;
      if (document.hidden || picture === null || picture.readyState < 2) return;
      brush.globalAlpha = first ? 1 : share;
      first = false;
      brush.drawImage(picture, 0, 0, wide, high);
    }, everyMs);
    return () => clearInterval(timer);
  }, [video]);
  return (
    <>
      <canvas ref={canvas} width={wide} height={high} aria-hidden className="absolute inset-0 size-full" />
      <div className="absolute inset-0 bg-stage/55" />
    </>
  );
}
