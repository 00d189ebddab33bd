import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import type { LineKey } from '../cart.ts';
import type { CartWish } from '../protocol.ts';

/** In the order in which they were put in. `hold` keeps them until the transaction ends. */
export async function readCart(sql: Reader, accountId: string, { hold = false } = {}): Promise<CartWish[]> {
  const query = sql as Sql;
  const rows = await query<CartWish[]>`
    select sku_id as "skuId", room_id as "roomId", quantity, shown_minor as "shownMinor", shown_in_deal as "shownInDeal"
    from cart_lines where account_id = ${accountId} order by put_at, sku_id, room_id ${hold ? query`for update` : query``}`;
  return [...rows];
}

/** What is there already under its SKU and room becomes this. */
export async function writeLine(tx: Tx, accountId: string, line: CartWish): Promise<void> {
  await tx.sql`
    insert into cart_lines (account_id, sku_id, room_id, quantity, shown_minor, shown_in_deal, put_at)
    values (${accountId}, ${line.skuId}, ${line.roomId}, ${line.quantity}, ${line.shownMinor}, ${line.shownInDeal},
      to_timestamp(${tx.now}::float8 / 1000))
    on conflict (account_id, sku_id, room_id) do update set quantity = excluded.quantity,
      shown_minor = excluded.shown_minor, shown_in_deal = excluded.shown_in_deal`;
}

/** False when there is no such line. */
export async function writeQuantity(tx: Tx, accountId: string, { skuId, roomId }: LineKey, quantity: number) {
  const rows = await tx.sql`
    update cart_lines set quantity = ${quantity}
    where account_id = ${accountId} and sku_id = ${skuId} and room_id is not distinct from ${roomId}::uuid returning 1`;
  return rows.length > 0;
}

/** A second time there is nothing to take out. */
export async function deleteLine(tx: Tx, accountId: string, { skuId, roomId }: LineKey): Promise<void> {
  await tx.sql`
    delete from cart_lines
    where account_id = ${accountId} and sku_id = ${skuId} and room_id is not distinct from ${roomId}::uuid`;
}

export async function deleteCart(tx: Tx, accountId: string): Promise<void> {
  await tx.sql`delete from cart_lines where account_id = ${accountId}`;
}

export interface InCart extends LineKey {
  readonly accountId: string;
  readonly quantity: number;
}

/** For a sale: all that lies in these carts, kept until the transaction ends. Their accounts are held before. */
export async function holdCarts(tx: Tx, accountIds: readonly string[]): Promise<InCart[]> {
  if (accountIds.length === 0) return [];
  const rows = await tx.sql<InCart[]>`
    select account_id as "accountId", sku_id as "skuId", room_id as "roomId", quantity from cart_lines
    where account_id = any(${accountIds as string[]}) order by account_id, sku_id, room_id for update`;
  return [...rows];
}

/** What was bought leaves the cart; of a line of which less was bought the rest stays. */
export async function takeOut(tx: Tx, bought: readonly InCart[]): Promise<void> {
  if (bought.length === 0) return;
  await tx.sql`
    with taken as (
      select account_id, sku_id, room_id, sum(quantity)::int as quantity
      from unnest(${bought.map((b) => b.accountId)}::text[], ${bought.map((b) => b.skuId)}::uuid[],
        ${bought.map((b) => b.roomId)}::uuid[], ${bought.map((b) => b.quantity)}::integer[])
        as t (account_id, sku_id, room_id, quantity)
      group by account_id, sku_id, room_id
    ), gone as (
      delete from cart_lines c using taken t
      where c.account_id = t.account_id and c.sku_id = t.sku_id and c.room_id is not distinct from t.room_id
        and c.quantity <= t.quantity
    )
    update cart_lines c set quantity = c.quantity - t.quantity from taken t
    where c.account_id = t.account_id and c.sku_id = t.sku_id and c.room_id is not distinct from t.room_id
      and c.quantity > t.quantity`;
}

/** The room is deleted: what came from it stays, at the prices outside of rooms. */
export async function leaveRoom(tx: Tx, roomId: string): Promise<void> {
  await tx.sql`
    delete from cart_lines c where room_id = ${roomId} and exists (select 1 from cart_lines o
      where o.account_id = c.account_id and o.sku_id = c.sku_id and o.room_id is null)`;
  await tx.sql`update cart_lines set room_id = null where room_id = ${roomId}`;
}
