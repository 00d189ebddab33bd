import type { Sql } from '../../../platform/db/connect.ts';

export interface StandingRow {
  /** A review that everybody sees names it, or none names it yet. */
  readonly shown: boolean;
  /** The hidden reviews of those who sent it: also what they named no more when they were hidden, or were taken away since. */
  readonly hidden: readonly { readonly shopId: string; readonly accountId: string }[];
}

/** Of these pictures those that were sent for reviews. */
export async function readPictureStandings(sql: Sql, ids: readonly string[]): Promise<Map<string, StandingRow>> {
  const rows = await sql<(StandingRow & { id: string })[]>`
    select p.picture_id as id,
      bool_or(coalesce(r.hidden is null and r.removed_at is null and p.picture_id = any(r.picture_ids), false)) as shown,
      coalesce(jsonb_agg(jsonb_build_object('shopId', r.shop_id, 'accountId', r.account_id))
        filter (where r.hidden is not null), '[]') as hidden
    from review_pictures p left join reviews r on r.product_id = p.product_id and r.account_id = p.account_id
    where p.picture_id = any(${ids as string[]}::uuid[]) group by p.picture_id`;
  return new Map(rows.map(({ id, shown, hidden }) => [id, { shown, hidden }]));
}
