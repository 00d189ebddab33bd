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

/** Newest first. */
export async function listProducts(sql: Reader, wish: ListWish, limit: number): Promise<Listed[]> {
  if (wish.words.length > 0) return findProducts(sql as Sql, wish, limit);
  const query = sql as Sql;
  const rows = await query<Listed[]>`
    select id, number from products where ${among(query, wish)} order by number desc limit ${limit}`;
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
      where ${among(sql, wish)} and ${holdsAll(sql, 'said', wish.words)} order by number desc limit ${limit}
    ) found limit ${limit}`;
  return [...rows];
}

/** Between which numbers the shop's products are. */
async function readSpan(sql: Sql, { shopId, before }: ListWish) {
  const [row] = await sql<{ oldest: number | null; newest: number | null }[]>`
    select (select number from products where shop_id = ${shopId} order by number limit 1) as oldest,
      (select number from products where shop_id = ${shopId} order by number desc limit 1) as newest`;
  const { oldest, newest } = row!;
  if (oldest === null || newest === null || (before !== null && before <= oldest)) return null;
  return { oldest, newest: before === null ? newest : before - 1 };
}

function among(sql: Sql, { shopId, state, before }: ListWish) {
  const ofState = state === null ? sql`` : sql`and state = ${state}`;
  const older = before === null ? sql`` : sql`and number < ${before}`;
  return sql`shop_id = ${shopId} ${ofState} ${older}`;
}
