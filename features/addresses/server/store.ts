import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { KeptAddress } from '../protocol.ts';

/** The oldest first. */
export async function readBook(sql: Reader, accountId: string): Promise<KeptAddress[]> {
  const rows = await sql<KeptAddress[]>`
    select id, address, is_default as "isDefault" from addresses where account_id = ${accountId} order by place, id`;
  return [...rows];
}

/** The book as it is from now on. Whoever writes it holds the account. False when an id is somebody else's already. */
export async function writeBook(tx: Tx, accountId: string, book: readonly KeptAddress[]): Promise<boolean> {
  await tx.sql`delete from addresses where account_id = ${accountId}`;
  if (book.length === 0) return true;
  const rows = await tx.sql`
    insert into addresses (id, account_id, address, is_default, place)
    select id, ${accountId}, address, is_default, place
    from unnest(${book.map(({ id }) => id)}::uuid[], ${book.map(({ address }) => JSON.stringify(address))}::text[]::jsonb[],
      ${book.map(({ isDefault }) => String(isDefault))}::text[]::boolean[], ${book.map((_, place) => place)}::smallint[])
      as t (id, address, is_default, place)
    on conflict (id) do nothing returning id`;
  return rows.length === book.length;
}

export async function deleteBook(tx: Tx, accountId: string): Promise<void> {
  await tx.sql`delete from addresses where account_id = ${accountId}`;
}
