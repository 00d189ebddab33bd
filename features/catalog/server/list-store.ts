import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { bucketsOf, gramsAsked, holdsAll } from '../../../platform/db/search.ts';
import type { ProductDraft } from '../protocol.ts';

export interface ListWish {
  readonly shopId: string;
  /** Null: whatever its state. */
  readonly state: ProductDraft['state'] | null;
  /** The number of the last one of the page before; null at the beginning. */
  readonly before: number | null;
  readonly words: readonly string[];
}

export interface Listed {
  readonly id: string;
  readonly number: number;
}

/** Null for a product that is not in this shop. */
export async function readNumber(sql: Reader, shopId: string, id: string): Promise<number | null> {
  const [row] = await sql<{ number: number }[]>`select number from products where id = ${id} and shop_id = ${shopId}`;
  return row?.number ?? null;
}

/** Newest first: the newest of each state, and of these the newest. */
export async function listProducts(sql: Reader, wish: ListWish, limit: number): Promise<Listed[]> {
  if (wish.words.length > 0) return findProducts(sql as Sql, wish, limit);
  const query = sql as Sql;
  const rows = await query<Listed[]>`
    select listed.id, listed.number from unnest(${statesOf(wish)}::text[]) one cross join lateral (
      select id, number from products where shop_id = ${wish.shopId} and state = one ${older(query, wish)}
      order by number desc limit ${limit}
    ) listed order by listed.number desc limit ${limit}`;
  return [...rows];
}

/** Bucket by bucket, the newest first: it ends where the page is full. */
async function findProducts(sql: Sql, wish: ListWish, limit: number): Promise<Listed[]> {
  const span = await readSpan(sql, wish);
  if (span === null) return [];
  const rows = await sql<Listed[]>`
    select found.id, found.number from ${bucketsOf(sql, span)} cross join lateral (
      select id, number from (
        select id, number, shop_id, state, said from products
        where search_grams(number, said) @@ ${gramsAsked(sql, wish.words)} offset 0
      ) likely
      where shop_id = ${wish.shopId} and state = any(${statesOf(wish)}::text[]) ${older(sql, wish)}
        and ${holdsAll(sql, 'said', wish.words)}
      order by number desc limit ${limit}
    ) found limit ${limit}`;
  return [...rows];
}

/** Between which numbers the shop's products are. */
async function readSpan(sql: Sql, wish: ListWish) {
  const { shopId, before } = wish;
  const [row] = await sql<{ oldest: number | null; newest: number | null }[]>`
    select min(ends.oldest) as oldest, max(ends.newest) as newest
    from unnest(${statesOf(wish)}::text[]) one cross join lateral (
      select (select number from products where shop_id = ${shopId} and state = one order by number limit 1) as oldest,
        (select number from products where shop_id = ${shopId} and state = one order by number desc limit 1) as newest
    ) ends`;
  const { oldest, newest } = row!;
  if (oldest === null || newest === null || (before !== null && before <= oldest)) return null;
  return { oldest, newest: before === null ? newest : before - 1 };
}

function statesOf({ state }: ListWish): string[] {
  return state === null ? ['draft', 'shown', 'archived'] : [state];
}

function older(sql: Sql, { before }: ListWish) {
  return before === null ? sql`` : sql`and number < ${before}`;
}
