import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { HideReason, WriteReview } from '../protocol.ts';
import type { RatingCount } from '../reviews.ts';

export interface ReviewRow {
  readonly id: string;
  readonly shopId: string;
  readonly productId: string;
  readonly accountId: string;
  readonly rating: number;
  readonly text: string;
  readonly pictureIds: string[];
  readonly writtenAt: number;
  readonly changedAt: number | null;
  readonly removed: boolean;
  readonly hidden: HideReason | null;
  readonly answer: string | null;
  readonly answeredAt: number | null;
}

export const columns = `id, shop_id as "shopId", product_id as "productId", account_id as "accountId", rating, text,
  picture_ids as "pictureIds", (extract(epoch from written_at) * 1000)::bigint as "writtenAt",
  (extract(epoch from changed_at) * 1000)::bigint as "changedAt", removed_at is not null as removed, hidden, answer,
  (extract(epoch from answered_at) * 1000)::bigint as "answeredAt"`;

/** A first one, a change, or a new one after it was taken away; what is hidden stays hidden. Answers with its id. [W2] */
export async function writeReview(
  tx: Tx,
  of: { readonly newId: string; readonly shopId: string; readonly productId: string; readonly accountId: string },
  { rating, text, pictureIds }: Pick<WriteReview, 'rating' | 'text' | 'pictureIds'>,
): Promise<string> {
  const [row] = await tx.sql<{ id: string }[]>`
    insert into reviews as r (id, shop_id, product_id, account_id, rating, text, picture_ids, written_at)
    values (${of.newId}, ${of.shopId}, ${of.productId}, ${of.accountId}, ${rating}, ${text}, ${pictureIds}::uuid[],
      to_timestamp(${tx.now}::float8 / 1000))
    on conflict (product_id, account_id) do update set
      rating = excluded.rating, text = excluded.text, picture_ids = excluded.picture_ids, removed_at = null,
      written_at = case when r.removed_at is null then r.written_at else excluded.written_at end,
      changed_at = case when r.removed_at is null then excluded.written_at end
    returning id`;
  return row!.id;
}

/** Its words, pictures and answer go; the row stays, so that what was hidden is hidden if it is written anew. */
export async function removeReview(tx: Tx, id: string): Promise<void> {
  await tx.sql`
    update reviews set removed_at = to_timestamp(${tx.now}::float8 / 1000), text = '', picture_ids = '{}', answer = null,
      answered_at = null where id = ${id}`;
}

export async function readReview(sql: Reader, id: string): Promise<ReviewRow | null> {
  const [row] = await sql<ReviewRow[]>`select ${unsafe(sql, columns)} from reviews where id = ${id}`;
  return row ?? null;
}

/** Held until the transaction ends. */
export async function lockReview(tx: Tx, id: string): Promise<ReviewRow | null> {
  const [row] = await tx.sql<ReviewRow[]>`select ${unsafe(tx.sql, columns)} from reviews where id = ${id} for update`;
  return row ?? null;
}

export async function readOwn(sql: Reader, productId: string, accountId: string): Promise<ReviewRow | null> {
  const [row] = await sql<ReviewRow[]>`
    select ${unsafe(sql, columns)} from reviews
    where product_id = ${productId} and account_id = ${accountId} and removed_at is null`;
  return row ?? null;
}

export async function writeAnswer(tx: Tx, id: string, text: string): Promise<void> {
  await tx.sql`
    update reviews set answer = ${text}, answered_at = to_timestamp(${tx.now}::float8 / 1000) where id = ${id}`;
}

export async function setHidden(tx: Tx, id: string, reason: HideReason | null): Promise<void> {
  await tx.sql`update reviews set hidden = ${reason} where id = ${id}`;
}

/** What it said is taken from the row: the record must not depend on who tells it. [W5] */
export async function record(
  tx: Tx,
  line: { id: string; reviewId: string; act: 'hidden' | 'shown'; byId: string; reason: HideReason | null },
): Promise<void> {
  await tx.sql`
    insert into review_record (id, shop_id, review_id, product_id, author_id, at, act, by_id, reason, rating, text)
    select ${line.id}, shop_id, id, product_id, account_id, to_timestamp(${tx.now}::float8 / 1000), ${line.act},
      ${line.byId}, ${line.reason}, rating, text
    from reviews where id = ${line.reviewId}`;
}

/** As the database keeps it with each review that is written. [W7] */
export async function countRatings(sql: Reader, productId: string): Promise<{ counts: RatingCount[]; hidden: number }> {
  const rows = await sql<(RatingCount & { hidden: boolean })[]>`
    select rating::int as rating, hidden, count from review_counts where product_id = ${productId}`;
  return {
    counts: rows.filter(({ hidden }) => !hidden),
    hidden: rows.reduce((sum, { hidden, count }) => sum + (hidden ? count : 0), 0),
  };
}

/** False when it would be more than so many; one that is there already counts once. */
export async function noteUpload(
  tx: Tx,
  of: { readonly pictureId: string; readonly productId: string; readonly accountId: string },
  max: number,
): Promise<boolean> {
  await tx.sql`
    insert into review_pictures (picture_id, product_id, account_id)
    select ${of.pictureId}::uuid, ${of.productId}::uuid, ${of.accountId}
    where (select count(*) from review_pictures where account_id = ${of.accountId} and product_id = ${of.productId}) < ${max}
    on conflict do nothing`;
  return hasUploaded(tx.sql, of, [of.pictureId]);
}

export async function countUploads(sql: Reader, productId: string, accountId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from review_pictures where account_id = ${accountId} and product_id = ${productId}`;
  return row!.count;
}

/** Whether this buyer uploaded all of these for this product. [W9] */
export async function hasUploaded(
  sql: Reader,
  of: { readonly productId: string; readonly accountId: string },
  pictureIds: readonly string[],
): Promise<boolean> {
  if (pictureIds.length === 0) return true;
  const rows = await sql`
    select picture_id from review_pictures
    where account_id = ${of.accountId} and product_id = ${of.productId} and picture_id = any(${pictureIds as string[]}::uuid[])`;
  return rows.length === pictureIds.length;
}

function unsafe(sql: Reader, text: string) {
  return (sql as Tx['sql']).unsafe(text);
}
