import type { Fold } from '../../platform/kit/fact.ts';

/** Removed lines that a page is told of: it keeps no more lines than that on its screen. */
export const removedKept = 200;

/** What everybody in the room must know of its moderation. */
export interface ModerationView {
  /** Ids of lines, the latest removed last. */
  readonly removed: readonly string[];
  /** Seconds between two lines of one person; 0 when the room is not slow. */
  readonly slowSeconds: number;
}

/** For the gateway: the removed lines in the folded state of a room, under this feature's noun. */
export function goneLinesOf(roomState: unknown): readonly string[] {
  return (roomState as { readonly moderation: ModerationView }).moderation.removed;
}

export const moderationFold: Fold<ModerationView> = {
  initial: { removed: [], slowSeconds: 0 },
  apply(view, { kind, body }) {
    if (kind === 'talk.removed')
      return { ...view, removed: [...view.removed, body.lineId as string].slice(-removedKept) };
    if (kind === 'talk.slowed') return { ...view, slowSeconds: body.seconds as number };
    return view;
  },
};
