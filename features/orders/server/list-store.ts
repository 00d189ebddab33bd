import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { bucketsOf, gramsAsked, holdsAll } from '../../../platform/db/search.ts';
import type { OrderState } from '../protocol.ts';
import { columns, type OrderRow, type StoredOrder, withLines } from './store.ts';

/** Whose list it is: a buyer's own, a room's or a shop's. */
export type ListOwner = { readonly accountId: string } | { readonly roomId: string } | { readonly shopId: string };

export interface ListWish {
  readonly of: ListOwner;
  /** Null: whatever its state. */
  readonly state: OrderState | null;
  /** The number of the last one of the page before; null at the beginning. */
  readonly before: number | null;
  readonly words: readonly string[];
}

/** Null for an order that is not in this list. */
export async function readNumber(sql: Sql, of: ListOwner, id: string): Promise<number | null> {
  const [row] = await sql<{ number: number }[]>`select number from orders o where id = ${id} and ${ownedBy(sql, of)}`;
  return row?.number ?? null;
}

/** Newest first: the newest of each state, and of these the newest. */
export async function listOrders(sql: Sql, wish: ListWish, limit: number): Promise<StoredOrder[]> {
  if (wish.words.length > 0) return readInOrder(sql, await findOrders(sql, wish, limit));
  const rows = await sql<(OrderRow & { number: number })[]>`
    select listed.* from unnest(${statesOf(wish) as string[]}::text[]) one cross join lateral (
      select ${sql.unsafe(columns)}, number from orders o
      where ${ownedBy(sql, wish.of)} and state = one ${older(sql, wish)} order by number desc limit ${limit}
    ) listed order by listed.number desc limit ${limit}`;
  return withLines(
    sql,
    rows.map(({ number: _, ...row }) => row),
  );
}

const wholeId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Bucket by bucket, the newest first: it ends where the page is full. A whole id is looked up. */
async function findOrders(sql: Sql, wish: ListWish, limit: number): Promise<string[]> {
  const [word] = wish.words;
  if (wish.words.length === 1 && wholeId.test(word!)) {
    const found = await sql<
      { id: string }[]
    >`select id from orders o where id = ${word!} and ${among(sql, wish)} ${older(sql, wish)}`;
    return found.map(({ id }) => id);
  }
  const span = await readSpan(sql, wish);
  if (span === null) return [];
  const rows = await sql<{ id: string }[]>`
    select found.id from ${bucketsOf(sql, span)} cross join lateral (
      select o.id, o.number from (
        select order_id, said from order_words
        where said is not null and search_grams(number, said) @@ ${gramsAsked(sql, wish.words)} offset 0
      ) likely join orders o on o.id = likely.order_id
      where ${among(sql, wish)} ${older(sql, wish)} and ${holdsAll(sql, 'likely.said', wish.words)}
      order by o.number desc limit ${limit}
    ) found limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Between which numbers the list's orders are. */
async function readSpan(sql: Sql, wish: ListWish) {
  const { of, before } = wish;
  const [row] = await sql<{ oldest: number | null; newest: number | null }[]>`
    select min(ends.oldest) as oldest, max(ends.newest) as newest
    from unnest(${statesOf(wish) as string[]}::text[]) one cross join lateral (
      select (select number from orders o where ${ownedBy(sql, of)} and state = one order by number limit 1) as oldest,
        (select number from orders o where ${ownedBy(sql, of)} and state = one order by number desc limit 1) as newest
    ) ends`;
  const { oldest, newest } = row!;
  if (oldest === null || newest === null || (before !== null && before <= oldest)) return null;
  return { oldest, newest: before === null ? newest : before - 1 };
}

async function readInOrder(sql: Sql, ids: readonly string[]): Promise<StoredOrder[]> {
  if (ids.length === 0) return [];
  const rows = await sql<OrderRow[]>`
    select ${sql.unsafe(columns)} from orders where id = any(${ids as string[]}::uuid[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return withLines(
    sql,
    ids.flatMap((id) => byId.get(id) ?? []),
  );
}

function statesOf({ state }: ListWish): readonly OrderState[] {
  return state === null ? ['held', 'paid', 'cancelled', 'expired', 'refunded'] : [state];
}

function among(sql: Sql, wish: ListWish) {
  return sql`${ownedBy(sql, wish.of)} and o.state = any(${statesOf(wish) as string[]}::text[])`;
}

function older(sql: Sql, { before }: ListWish) {
  return before === null ? sql`` : sql`and o.number < ${before}`;
}

function ownedBy(sql: Sql, of: ListOwner) {
  if ('accountId' in of) return sql`o.account_id = ${of.accountId}`;
  return 'roomId' in of ? sql`o.room_id = ${of.roomId}` : sql`o.shop_id = ${of.shopId}`;
}

/** Orders whose words are not written yet, the oldest first; others that write at the same time take others. */
export async function lockUnsaid(sql: Reader, limit: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select order_id as id from order_words where said is null order by number limit ${limit} for update skip locked`;
  return rows.map(({ id }) => id);
}

export async function readToSay(sql: Reader, ids: readonly string[]): Promise<StoredOrder[]> {
  return readInOrder(sql as Sql, ids);
}

export async function writeSaid(sql: Reader, rows: readonly { readonly id: string; readonly said: string }[]) {
  await sql`
    update order_words w set said = t.said
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ said }) => said)}::text[]) as t (id, said)
    where w.order_id = t.id`;
}
