import type { Tx } from '../../../platform/beat/transact.ts';
import { keepOne } from '../reviews.ts';
import { columns, type ReviewRow } from './store.ts';

/** A guest's account became another: of two reviews of one product the later stays, and so of two ratings. [W11] */
export async function moveOwned(tx: Tx, from: string, to: string): Promise<void> {
  const rows = await tx.sql<ReviewRow[]>`
    select ${tx.sql.unsafe(columns)} from reviews where account_id in (${from}, ${to}) order by id for update`;
  const kept = new Map(rows.filter(({ accountId }) => accountId === to).map((row) => [row.productId, row]));
  for (const moving of rows.filter(({ accountId }) => accountId === from)) {
    const own = kept.get(moving.productId);
    if (own) await mergeTwo(tx, own, moving);
  }
  await tx.sql`update reviews set account_id = ${to} where account_id = ${from}`;
  await tx.sql`
    insert into review_pictures (picture_id, product_id, account_id)
    select picture_id, product_id, ${to} from review_pictures where account_id = ${from} on conflict do nothing`;
  await tx.sql`delete from review_pictures where account_id = ${from}`;
  await moveRatings(tx, from, to);
}

async function mergeTwo(tx: Tx, one: ReviewRow, other: ReviewRow): Promise<void> {
  const { stays, goes, hidden } = keepOne(standing(one), standing(other));
  await tx.sql`delete from reviews where id = ${goes.id}`;
  if (hidden) await tx.sql`update reviews set hidden = ${stays.reason ?? goes.reason} where id = ${stays.id}`;
}

/** One that was taken away says nothing any more: whatever the other says counts as later. */
function standing({ id, writtenAt, changedAt, removed, hidden }: ReviewRow) {
  return { id, saidAt: removed ? 0 : (changedAt ?? writtenAt), hidden: hidden !== null, reason: hidden };
}

async function moveRatings(tx: Tx, from: string, to: string): Promise<void> {
  await tx.sql`
    insert into host_ratings (host_id, account_id, rating, rated_at)
    select host_id, ${to}, rating, rated_at from host_ratings where account_id = ${from} and host_id <> ${to}
    on conflict (host_id, account_id) do update set rating = excluded.rating, rated_at = excluded.rated_at
      where host_ratings.rated_at < excluded.rated_at`;
  await tx.sql`delete from host_ratings where account_id = ${from}`;
}
