/** The demo plays on for so long after its last viewer has gone: somebody who reloads the page finds it playing. */
export const aloneMsMax = 20_000;
/** After a pause the count still holds the demo's own people for a moment. */
export const settleMs = 4_000;

export interface Attention {
  readonly playing: boolean;
  /** Since when nobody but the demo's own people has been there; null while somebody is, or while it pauses. */
  readonly aloneSince: number | null;
  readonly pausedAt: number;
}

export interface Seen {
  readonly now: number;
  /** What the room says of its viewers; staff does not count. */
  readonly watching: number;
  /** The demo's own people in the room. */
  readonly own: number;
  /** Somebody has come in since the last look. */
  readonly came: boolean;
}

export const startAttention: Attention = { playing: false, aloneSince: null, pausedAt: Number.NEGATIVE_INFINITY };

/** Whether the demo should play. It wakes at the first viewer, and sleeps when it has been alone for a while. */
export function attend(before: Attention, { now, watching, own, came }: Seen, aloneMs = aloneMsMax): Attention {
  if (!before.playing) {
    // An entrance is told at once and is never one of ours: nobody of ours comes during a pause.
    const counts = now - before.pausedAt >= settleMs && watching > own;
    return came || counts ? { playing: true, aloneSince: null, pausedAt: before.pausedAt } : before;
  }
  if (watching > own) return before.aloneSince === null ? before : { ...before, aloneSince: null };
  const aloneSince = before.aloneSince ?? now;
  if (now - aloneSince < aloneMs) return { ...before, aloneSince };
  return { playing: false, aloneSince: null, pausedAt: now };
}
