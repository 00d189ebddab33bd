import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';

export interface Contact {
  readonly orderId: string;
  readonly email: string;
}

export async function insertContacts(tx: Tx, contacts: readonly Contact[]): Promise<void> {
  if (contacts.length === 0) return;
  await tx.sql`
    insert into order_contacts (order_id, email)
    select * from unnest(${contacts.map((c) => c.orderId)}::uuid[], ${contacts.map((c) => c.email)}::text[])`;
}

/** By order, the e-mail that its buyer gave with it; absent for none. */
export async function readContacts(sql: Reader, orderIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql<Contact[]>`
    select order_id as "orderId", email from order_contacts where order_id = any(${orderIds as string[]}::uuid[])`;
  return new Map(rows.map(({ orderId, email }) => [orderId, email]));
}
