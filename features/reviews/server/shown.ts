import type { Actor } from '../../../platform/kit/actor.ts';
import type { Review } from '../protocol.ts';
import type { ReviewsNeeds } from './needs.ts';
import type { ReviewRow } from './store.ts';

type Needs = Pick<ReviewsNeeds, 'sql' | 'namesOf'>;

/** Under the name that each author goes by now. [W3] */
export async function showAll(needs: Needs, rows: readonly ReviewRow[], actor: Actor): Promise<Review[]> {
  const names = await needs.namesOf(needs.sql, [...new Set(rows.map(({ accountId }) => accountId))]);
  return rows.map(({ accountId, shopId: _, removed: _removed, answer, answeredAt, ...row }) => ({
    ...row,
    name: names.get(accountId) ?? '',
    answer: answer === null ? null : { text: answer, at: answeredAt! },
    own: accountId === actor.accountId,
  }));
}

export async function shownOf(needs: Needs, row: ReviewRow, actor: Actor): Promise<Review> {
  return (await showAll(needs, [row], actor))[0]!;
}
