import { type Batcher, createBatcher } from '../../../platform/beat/batcher.ts';
import type { Sql } from '../../../platform/db/connect.ts';
import type { Actor } from '../../../platform/kit/actor.ts';
import { isRefusal } from '../../../platform/kit/refusal.ts';
import { may } from '../../accounts/access.ts';
import { readPictureStandings, type StandingRow } from './picture-store.ts';

/** So long another server may still serve what was hidden here. */
export const standingKeptMs = 2_000;
/** Pictures whose standing is in memory. */
export const standingsMax = 20_000;

/** `none`: no review has it. `hidden`: only hidden ones have. */
export type PictureStanding = 'none' | 'review' | 'hidden';

interface Needs {
  readonly sql: Sql;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

interface Known {
  readonly at: number;
  readonly row: Promise<StandingRow | null>;
}

export type ReviewPictures = ReturnType<typeof createReviewPictures>;

/** Asked with each picture that is served: many at once are one question, and an answer holds for a moment. [W22] */
export function createReviewPictures(needs: Needs) {
  const known = new Map<string, Known>();
  const asking = createBatcher<string, { readonly row: StandingRow | null }>({
    keyOf: () => 'pictures',
    async commit(_key, ids) {
      const rows = await readPictureStandings(needs.sql, [...new Set(ids)]);
      return ids.map((id) => ({ row: rows.get(id) ?? null }));
    },
  });
  return {
    async standingOf(pictureId: string): Promise<PictureStanding> {
      const row = await readRow(needs, known, asking, pictureId);
      if (row === null) return 'none';
      return row.shown || row.hidden.length === 0 ? 'review' : 'hidden';
    },
    /** Of a hidden review its author and the shop's staff still see it. */
    async maySee(actor: Actor, pictureId: string): Promise<boolean> {
      const row = await readRow(needs, known, asking, pictureId);
      if (row === null || row.shown || row.hidden.length === 0) return row !== null;
      return row.hidden.some(
        ({ shopId, accountId }) => accountId === actor.accountId || may(actor, 'review.hide', shopId),
      );
    },
    /** Something was hidden or shown here: this server asks anew. */
    forget: () => known.clear(),
  };
}

/** While the database is away what was known last counts; pictures of products are served without it. */
async function readRow(
  { now, onFault }: Needs,
  known: Map<string, Known>,
  asking: Batcher<string, { readonly row: StandingRow | null }>,
  pictureId: string,
): Promise<StandingRow | null> {
  const before = known.get(pictureId);
  if (before && now() - before.at < standingKeptMs) return before.row;
  if (known.size >= standingsMax) known.clear();
  const row = asking
    .submit(pictureId)
    .then((answer) => (isRefusal(answer) ? (before?.row ?? null) : answer.row))
    .catch((error: unknown) => {
      onFault(error);
      return before?.row ?? null;
    });
  known.set(pictureId, { at: now(), row });
  return row;
}
