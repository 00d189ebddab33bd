import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { Document } from '../protocol.ts';

export interface DocumentRow extends Document {
  readonly shopId: string;
  readonly verificationId: string | null;
}

export async function insertDocument(tx: Tx, shopId: string, byId: string, document: Document): Promise<void> {
  const { id, name, kind, bytes } = document;
  await tx.sql`
    insert into verification_documents (id, shop_id, name, kind, bytes, at, by_id)
    values (${id}, ${shopId}, ${name}, ${kind}, ${bytes}, to_timestamp(${tx.now}::float8 / 1000), ${byId})`;
}

export async function countDocuments(sql: Reader, shopId: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from verification_documents where shop_id = ${shopId}`;
  return row!.count;
}

export async function readDocument(sql: Reader, id: string): Promise<DocumentRow | null> {
  const [row] = await sql<DocumentRow[]>`
    select id, shop_id as "shopId", verification_id as "verificationId", name, kind, bytes
    from verification_documents where id = ${id}`;
  return row ?? null;
}

export async function readDocuments(sql: Reader, verificationIds: readonly string[]): Promise<DocumentRow[]> {
  const rows = await sql<DocumentRow[]>`
    select id, shop_id as "shopId", verification_id as "verificationId", name, kind, bytes
    from verification_documents where verification_id = any(${verificationIds as string[]}::uuid[])
    order by verification_id, place`;
  return [...rows];
}

/** False unless all of them are the shop's and no application has one yet. [V2] */
export async function takeDocuments(
  tx: Tx,
  of: { readonly shopId: string; readonly verificationId: string },
  ids: readonly string[],
): Promise<boolean> {
  const rows = await tx.sql`
    update verification_documents d set verification_id = ${of.verificationId}, place = t.place
    from unnest(${ids as string[]}::uuid[]) with ordinality as t (id, place)
    where d.id = t.id and d.shop_id = ${of.shopId} and d.verification_id is null returning d.id`;
  return rows.length === ids.length;
}

/** Those that no application named in time. [V10] */
export async function dropLoose(tx: Tx, shopId: string, before: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    delete from verification_documents
    where shop_id = ${shopId} and verification_id is null and at < to_timestamp(${before}::float8 / 1000) returning id`;
  return rows.map(({ id }) => id);
}
