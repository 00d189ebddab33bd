/** A picture in a window, all in CSS pixels but the picture's own size; `dpr` is device pixels per CSS pixel. */
export interface ZoomFrame {
  readonly pictureWidth: number;
  readonly pictureHeight: number;
  readonly width: number;
  readonly height: number;
  readonly dpr: number;
}

/** CSS pixels per pixel of the picture, and where the picture's upper left corner lies in the window. */
export interface ZoomView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface ZoomPoint {
  readonly x: number;
  readonly y: number;
}

/** At the closest, a pixel of the picture is so many of the screen's, so that a thread can be told from a fault. */
export const closestPixels = 4;
/** A small picture may be brought closer than that: so many times its whole size. */
export const closestTimes = 2;
export const zoomStep = 1.4;
const wheelShare = 0.0015;
const wheelLinePixels = 16;
/** A notch of some mice is more than that; one event never jumps further. */
const wheelPixelsMax = 300;

/** At this scale a pixel of the picture is one of the screen. */
export function pixelScale({ dpr }: ZoomFrame): number {
  return 1 / dpr;
}

export function wholeScale({ pictureWidth, pictureHeight, width, height }: ZoomFrame): number {
  return Math.min(width / pictureWidth, height / pictureHeight);
}

export function closestScale(frame: ZoomFrame): number {
  return Math.max(pixelScale(frame) * closestPixels, wholeScale(frame) * closestTimes);
}

/** The whole picture, in the middle of the window. */
export function wholeView(frame: ZoomFrame): ZoomView {
  return held(frame, { scale: wholeScale(frame), x: 0, y: 0 });
}

/** Closer or further by a factor; what lies under the point stays under it, as far as the limits allow. */
export function zoomed(frame: ZoomFrame, view: ZoomView, factor: number, point: ZoomPoint): ZoomView {
  const scale = Math.min(closestScale(frame), Math.max(wholeScale(frame), view.scale * factor));
  const share = scale / view.scale;
  return held(frame, { scale, x: point.x - (point.x - view.x) * share, y: point.y - (point.y - view.y) * share });
}

export function moved(frame: ZoomFrame, view: ZoomView, dx: number, dy: number): ZoomView {
  return held(frame, { ...view, x: view.x + dx, y: view.y + dy });
}

/** A double tap goes to the pixels, or at least clearly closer, at the point; from there back to the whole. */
export function toggled(frame: ZoomFrame, view: ZoomView, point: ZoomPoint): ZoomView {
  const target = Math.min(closestScale(frame), Math.max(pixelScale(frame), wholeScale(frame) * 1.5));
  if (view.scale > target * 0.99) return wholeView(frame);
  return zoomed(frame, view, target / view.scale, point);
}

/** The same place of the picture in the middle of a window that has another size now. */
export function resized(before: ZoomFrame, view: ZoomView, frame: ZoomFrame): ZoomView {
  if (isWhole(before, view)) return wholeView(frame);
  const [across, down] = [(before.width / 2 - view.x) / view.scale, (before.height / 2 - view.y) / view.scale];
  const scale = Math.min(closestScale(frame), Math.max(wholeScale(frame), view.scale));
  return held(frame, { scale, x: frame.width / 2 - across * scale, y: frame.height / 2 - down * scale });
}

export function isWhole(frame: ZoomFrame, view: ZoomView): boolean {
  return view.scale <= wholeScale(frame) * 1.001;
}

/** How much of the picture's own sharpness is on the screen: at 100 a pixel of it is one of the screen. */
export function percentOf(frame: ZoomFrame, view: ZoomView): number {
  return Math.round((view.scale / pixelScale(frame)) * 100);
}

/** True when a file of that width no longer has enough pixels for what is shown. */
export function isCoarse(frame: ZoomFrame, view: ZoomView, fileWidth: number): boolean {
  return frame.pictureWidth > fileWidth && view.scale * frame.dpr * frame.pictureWidth > fileWidth * 1.05;
}

/** What one turn of a wheel does; a pinch on a trackpad comes as a wheel with the control key, in finer steps. */
export function wheelFactor({
  deltaY,
  deltaMode,
  pinch,
}: {
  deltaY: number;
  deltaMode: number;
  pinch: boolean;
}): number {
  const pixels = deltaMode === 0 ? deltaY : deltaY * wheelLinePixels;
  const bounded = Math.min(wheelPixelsMax, Math.max(-wheelPixelsMax, pixels));
  return Math.exp(-bounded * wheelShare * (pinch ? 6 : 1));
}

/** No edge of a picture that is larger than the window comes inside it, and a smaller one lies in the middle. */
function held(frame: ZoomFrame, { scale, x, y }: ZoomView): ZoomView {
  const along = (at: number, picture: number, window: number) => {
    const length = picture * scale;
    return length <= window ? (window - length) / 2 : Math.min(0, Math.max(window - length, at));
  };
  return { scale, x: along(x, frame.pictureWidth, frame.width), y: along(y, frame.pictureHeight, frame.height) };
}
