import type { Sql } from '../../../platform/db/connect.ts';
import type { Place, Sort } from '../reviews.ts';
import { columns, type ReviewRow } from './store.ts';

interface ListWish {
  readonly productId: string;
  readonly sort: Sort;
  readonly after: Place | null;
  readonly limit: number;
}

/** What everybody sees of a product, going on after a place. [W8] One more than wanted says whether there are more. */
export async function listOfProduct(sql: Sql, wish: ListWish): Promise<ReviewRow[]> {
  const { productId, sort, after, limit } = wish;
  if (sort !== 'newest') return listByStars(sql, wish);
  return sql<ReviewRow[]>`
    select ${sql.unsafe(columns)} from reviews
    where product_id = ${productId} and removed_at is null and hidden is null and ${after === null ? sql`true` : later(sql, after)}
    order by written_at desc, id limit ${limit}`;
}

/** The newest of each number of stars, put together: an index has them in this order, and no more than that is sorted. [W13] */
async function listByStars(sql: Sql, { productId, sort, after, limit }: ListWish): Promise<ReviewRow[]> {
  const stars = [1, 2, 3, 4, 5].filter(
    (one) => after === null || (sort === 'best' ? one <= after.rating : one >= after.rating),
  );
  // The first bound lets the index be entered in the middle, where this number of stars goes on.
  const beyond =
    after === null
      ? sql`true`
      : sql`(written_at <= case when s.stars = ${after.rating} then to_timestamp(${after.writtenAt}::float8 / 1000) else 'infinity' end
          and (s.stars <> ${after.rating} or ${later(sql, after)}))`;
  return sql<ReviewRow[]>`
    select ${sql.unsafe(columns)} from unnest(${stars}::smallint[]) as s (stars) cross join lateral (
      select * from reviews
      where product_id = ${productId} and rating = s.stars and removed_at is null and hidden is null and ${beyond}
      order by written_at desc, id limit ${limit}) r
    order by ${sort === 'best' ? sql`r.rating desc` : sql`r.rating`}, r.written_at desc, r.id limit ${limit}`;
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
