/** A stamp may differ so much from the clock before it counts as a deviation. */
export const deviationMsMax = 40;
/** So long a deviation must last before the stamps jump to the clock. */
export const deviationLastsMs = 400;

/**
 * Stamps for packets that come at an even pace. Counting packets keeps them even; the clock keeps the count honest:
 * sound that was lost would otherwise make all later sound early for the rest of the show.
 */
export interface Timeline {
  readonly nextMs: number | null;
  readonly deviatesSince: number | null;
}

export const newTimeline: Timeline = { nextMs: null, deviatesSince: null };

export interface Stamped {
  readonly timeline: Timeline;
  /** Null: the packet is thrown away, because the count runs ahead of the clock and stamps never go back. */
  readonly stampMs: number | null;
}

/** The stamp for a packet of `lengthMs` that by the clock began at `clockMs`. */
export function stamp(timeline: Timeline, clockMs: number, lengthMs: number): Stamped {
  const { nextMs, deviatesSince } = timeline;
  if (nextMs === null) return stampAt(clockMs, lengthMs);
  if (Math.abs(clockMs - nextMs) <= deviationMsMax) return { timeline: after(nextMs, lengthMs, null), stampMs: nextMs };
  const since = deviatesSince ?? clockMs;
  if (clockMs - since < deviationLastsMs) return { timeline: after(nextMs, lengthMs, since), stampMs: nextMs };
  return clockMs > nextMs ? stampAt(clockMs, lengthMs) : { timeline: after(nextMs, 0, since), stampMs: null };
}

/** Stamps for frames of a camera, whose own times are even but start anywhere and may be early or late for good. */
export interface FrameTimeline {
  readonly last: { readonly stampMs: number; readonly sourceMs: number } | null;
  readonly deviatesSince: number | null;
}

export const newFrameTimeline: FrameTimeline = { last: null, deviatesSince: null };

/** The stamp for a frame that the camera says is of `sourceMs`; null for one that would go back. */
export function stampFrame(timeline: FrameTimeline, sourceMs: number, clockMs: number) {
  const { last } = timeline;
  const dueMs = last ? last.stampMs + sourceMs - last.sourceMs : clockMs;
  const deviates = Math.abs(clockMs - dueMs) > deviationMsMax;
  const since = deviates ? (timeline.deviatesSince ?? clockMs) : null;
  const lasts = since !== null && clockMs - since >= deviationLastsMs;
  const stampMs = lasts ? clockMs : dueMs;
  if (last && stampMs <= last.stampMs) return { timeline: { last, deviatesSince: since }, stampMs: null };
  return { timeline: { last: { stampMs, sourceMs }, deviatesSince: lasts ? null : since }, stampMs };
}

function stampAt(clockMs: number, lengthMs: number): Stamped {
  return { timeline: after(clockMs, lengthMs, null), stampMs: clockMs };
}

function after(stampMs: number, lengthMs: number, deviatesSince: number | null): Timeline {
  return { nextMs: stampMs + lengthMs, deviatesSince };
}
