import type { Fold } from '../../platform/kit/fact.ts';

/** What stands above a room's talk for everybody. */
export interface TalkView {
  /** The id of the pinned line. */
  readonly pinnedId: string | null;
}

export const talkFold: Fold<TalkView> = {
  initial: { pinnedId: null },
  apply(view, { kind, body }) {
    if (kind === 'talk.pinned') return { pinnedId: body.lineId as string };
    if (kind === 'talk.unpinned') return { pinnedId: null };
    // A line that was removed from the talk does not stay above it.
    if (kind === 'talk.removed' && body.lineId === view.pinnedId) return { pinnedId: null };
    return view;
  },
};
