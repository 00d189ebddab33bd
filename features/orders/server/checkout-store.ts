import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import type { PaymentMethod } from '../../payments/protocol.ts';
import type { Address, Checkout } from '../protocol.ts';

export interface Remembered {
  readonly accountId: string;
  readonly address: Address;
  readonly method: PaymentMethod;
  readonly deliveryId: string | null;
}

export async function readCheckouts(sql: Reader, accountIds: readonly string[]): Promise<Map<string, Checkout>> {
  if (accountIds.length === 0) return new Map();
  const rows = await sql<Remembered[]>`
    select account_id as "accountId", address, method, delivery_id as "deliveryId" from checkouts where account_id = any(${accountIds as string[]}::text[])`;
  return new Map(rows.map(({ accountId, ...checkout }) => [accountId, checkout]));
}

/**
 * In the order of accounts, so that two batches cannot wait for each other; the last order of an account counts. What was
 * fetched says nothing of how another order is to go.
 */
export async function rememberCheckouts(tx: Tx, remembered: readonly Remembered[]): Promise<void> {
  const rows = [...new Map(remembered.map((one) => [one.accountId, one])).values()];
  if (rows.length === 0) return;
  await tx.sql`
    insert into checkouts (account_id, address, method, delivery_id)
    select account_id, address, method, delivery_id
    from unnest(${rows.map((r) => r.accountId)}::text[], ${rows.map((r) => JSON.stringify(r.address))}::text[]::jsonb[],
      ${rows.map((r) => JSON.stringify(r.method))}::text[]::jsonb[], ${rows.map((r) => r.deliveryId)}::uuid[])
      as t (account_id, address, method, delivery_id)
    order by account_id
    on conflict (account_id) do update set address = excluded.address, method = excluded.method,
      delivery_id = coalesce(excluded.delivery_id, checkouts.delivery_id)`;
}

/** What the receiving account remembers itself stays. */
export async function moveCheckout(tx: Tx, from: string, to: string): Promise<void> {
  await tx.sql`
    insert into checkouts (account_id, address, method, delivery_id)
    select ${to}, address, method, delivery_id from checkouts where account_id = ${from} on conflict (account_id) do nothing`;
  await tx.sql`delete from checkouts where account_id = ${from}`;
}
