import type { Sql } from '../../../platform/db/connect.ts';
import type { Place, Sort } from '../reviews.ts';
import { columns, type ReviewRow } from './store.ts';

/** What everybody sees of a product, going on after a place. [W8] One more than wanted says whether there are more. */
export async function listOfProduct(
  sql: Sql,
  { productId, sort, after, limit }: { productId: string; sort: Sort; after: Place | null; limit: number },
): Promise<ReviewRow[]> {
  const older = later(sql, after);
  const beyond = {
    newest: older,
    best: sql`(rating < ${after?.rating ?? 0} or (rating = ${after?.rating ?? 0} and ${older}))`,
    worst: sql`(rating > ${after?.rating ?? 0} or (rating = ${after?.rating ?? 0} and ${older}))`,
  }[sort];
  const order = { newest: sql``, best: sql`rating desc,`, worst: sql`rating,` }[sort];
  return sql<ReviewRow[]>`
    select ${sql.unsafe(columns)} from reviews
    where product_id = ${productId} and removed_at is null and hidden is null and ${after === null ? sql`true` : beyond}
    order by ${order} written_at desc, id limit ${limit}`;
}

export type Which = 'all' | 'unanswered' | 'hidden';

/** What the shop's staff sees: hidden ones too. */
export async function listOfShop(
  sql: Sql,
  { shopId, which, after, limit }: { shopId: string; which: Which; after: Place | null; limit: number },
): Promise<ReviewRow[]> {
  const among = {
    all: sql`true`,
    unanswered: sql`answer is null and hidden is null`,
    hidden: sql`hidden is not null`,
  }[which];
  return sql<ReviewRow[]>`
    select ${sql.unsafe(columns)} from reviews
    where shop_id = ${shopId} and removed_at is null and ${among} and ${after === null ? sql`true` : later(sql, after)}
    order by written_at desc, id limit ${limit}`;
}

function later(sql: Sql, after: Place | null) {
  const [writtenAt, id] = [after?.writtenAt ?? 0, after?.id ?? '00000000-0000-0000-0000-000000000000'];
  // The first bound says it all but for one moment, and by it an index is entered in the middle.
  return sql`(written_at <= to_timestamp(${writtenAt}::float8 / 1000)
    and (written_at < to_timestamp(${writtenAt}::float8 / 1000) or id > ${id}::uuid))`;
}
