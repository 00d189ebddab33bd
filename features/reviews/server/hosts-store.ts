import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { RatingCount } from '../reviews.ts';

export async function countHostRatings(sql: Reader, hostId: string): Promise<RatingCount[]> {
  const rows = await sql<RatingCount[]>`
    select rating::int as rating, count from host_rating_counts where host_id = ${hostId}`;
  return [...rows];
}

export async function readHostRating(sql: Reader, hostId: string, accountId: string): Promise<number | null> {
  const [row] = await sql<{ rating: number }[]>`
    select rating::int as rating from host_ratings where host_id = ${hostId} and account_id = ${accountId}`;
  return row?.rating ?? null;
}

export async function writeHostRating(tx: Tx, hostId: string, accountId: string, rating: number | null): Promise<void> {
  if (rating === null) {
    await tx.sql`delete from host_ratings where host_id = ${hostId} and account_id = ${accountId}`;
    return;
  }
  await tx.sql`
    insert into host_ratings (host_id, account_id, rating, rated_at)
    values (${hostId}, ${accountId}, ${rating}, to_timestamp(${tx.now}::float8 / 1000))
    on conflict (host_id, account_id) do update set rating = excluded.rating, rated_at = excluded.rated_at`;
}
