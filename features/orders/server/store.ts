import type { Tx } from '../../../platform/beat/transact.ts';
import type { Reader, Sql } from '../../../platform/db/connect.ts';
import { together } from '../../../platform/db/together.ts';
import type { PartNow } from '../part-now.ts';
import type { Address, OrderLine, OrderState } from '../protocol.ts';
import type { NewOrder } from '../purchase.ts';
import type { Totals } from '../totals.ts';
import { readParts } from './refund-store.ts';

export interface OrderRow extends Totals {
  readonly discountMinor: number;
  readonly refundedMinor: number;
  readonly id: string;
  readonly shopId: string;
  readonly roomId: string | null;
  readonly accountId: string;
  readonly state: OrderState;
  readonly currency: string;
  readonly pickup: boolean;
  readonly address: Address;
  readonly note: string;
  readonly placedAt: number;
  readonly holdUntil: number | null;
  readonly paidAt: number | null;
  readonly paymentProblem: string | null;
}
/** `parts` where they were read. */
export type StoredOrder = OrderRow & { readonly lines: readonly OrderLine[]; readonly parts?: readonly PartNow[] };

export const columns = `id, shop_id as "shopId", room_id as "roomId", account_id as "accountId", state, currency,
  total_minor as "totalMinor", discount_minor as "discountMinor", refunded_minor as "refundedMinor", pickup, delivery, delivery_minor as "deliveryMinor",
  coalesce(tax_lines, jsonb_build_array(jsonb_build_object('rateBp', tax_rate_bp, 'netMinor', total_minor - tax_minor, 'taxMinor', tax_minor))) as taxes,
  tax_minor as "taxMinor", tax_included as "taxIncluded", address, note, (extract(epoch from placed_at) * 1000)::bigint as "placedAt",
  (extract(epoch from hold_until) * 1000)::bigint as "holdUntil", (extract(epoch from paid_at) * 1000)::bigint as "paidAt",
  payment_problem as "paymentProblem"`;

export async function insertOrders(tx: Tx, orders: readonly NewOrder[]): Promise<void> {
  await tx.sql`
    with placed as (insert into orders (id, shop_id, room_id, account_id, sum, state, currency, total_minor, address, note, placed_at, hold_until,
      pickup, delivery, delivery_minor, tax_lines, tax_minor, tax_rate_bp, tax_included, discount_minor)
    select id, shop_id, room_id, account_id, sum, 'held', currency, total_minor, address, note,
      to_timestamp(placed_at / 1000), to_timestamp(hold_until / 1000), pickup, delivery, delivery_minor, tax_lines, tax_minor, tax_rate_bp,
      tax_included, discount_minor
    from unnest(${orders.map((o) => o.id)}::uuid[], ${orders.map((o) => o.shopId)}::uuid[], ${orders.map((o) => o.roomId)}::uuid[],
      ${orders.map((o) => o.accountId)}::text[], ${orders.map((o) => o.sum)}::text[], ${orders.map((o) => o.currency)}::text[],
      ${orders.map((o) => o.totalMinor)}::bigint[], ${orders.map((o) => JSON.stringify(o.address))}::text[]::jsonb[],
      ${orders.map((o) => o.note)}::text[], ${orders.map((o) => o.placedAt)}::float8[], ${orders.map((o) => o.holdUntil)}::float8[],
      ${orders.map((o) => String(o.pickup))}::text[]::boolean[], ${orders.map((o) => o.delivery && JSON.stringify(o.delivery))}::text[]::jsonb[],
      ${orders.map((o) => o.deliveryMinor)}::bigint[], ${orders.map((o) => JSON.stringify(o.taxes))}::text[]::jsonb[], ${orders.map((o) => o.taxMinor)}::bigint[],
      ${orders.map((o) => o.taxes[0]?.rateBp ?? 0)}::integer[], ${orders.map((o) => String(o.taxIncluded))}::text[]::boolean[],
      ${orders.map((o) => o.discountMinor)}::bigint[])
      as t (id, shop_id, room_id, account_id, sum, currency, total_minor, address, note, placed_at, hold_until,
        pickup, delivery, delivery_minor, tax_lines, tax_minor, tax_rate_bp, tax_included, discount_minor)
      returning id, number)
    insert into order_words (order_id, number) select id, number from placed`;
  const lines = orders.flatMap((order) =>
    order.lines.map((line, position) => ({ ...line, position, orderId: order.id })),
  );
  await tx.sql`
    insert into order_lines (order_id, position, sku_id, product_id, title, sku_name, quantity, price_minor, tax_rate_bp, first_paid)
    select * from unnest(${lines.map((l) => l.orderId)}::uuid[], ${lines.map((l) => l.position)}::smallint[], ${lines.map((l) => l.skuId)}::uuid[],
      ${lines.map((l) => l.productId)}::uuid[], ${lines.map((l) => l.title)}::text[], ${lines.map((l) => l.skuName)}::text[],
      ${lines.map((l) => l.quantity)}::integer[], ${lines.map((l) => l.priceMinor)}::bigint[], ${lines.map((l) => l.taxRateBp)}::integer[],
      ${lines.map((l) => String(l.firstPaid ?? false))}::text[]::boolean[])`;
}

/** Whose these orders are, and what they were asked with. */
export async function readSums(
  sql: Reader,
  ids: readonly string[],
): Promise<Map<string, { accountId: string; sum: string }>> {
  const rows = await sql<{ id: string; accountId: string; sum: string }[]>`
    select id, account_id as "accountId", sum from orders where id = any(${ids as string[]}::uuid[])`;
  return new Map(rows.map(({ id, accountId, sum }) => [id, { accountId, sum }]));
}

/**
 * How many orders each of these accounts has open without having paid. Account by account, because a planner that has not yet
 * seen a rush in its figures would rather read every order that is held by anybody.
 */
export async function readHeld(sql: Reader, accountIds: readonly string[], now: number): Promise<Map<string, number>> {
  const rows = await sql<{ accountId: string; held: number }[]>`
    select a.id as "accountId", h.held from unnest(${accountIds as string[]}::text[]) as a (id) cross join lateral (
      select count(*)::int as held from orders o
      where o.account_id = a.id and o.state = 'held' and o.hold_until > to_timestamp(${now}::float8 / 1000)) as h`;
  return new Map(rows.map(({ accountId, held }) => [accountId, held]));
}

/** Lines never change, so they may be read before their order is locked: they name the SKUs to lock first. */
export async function readLines(sql: Reader, orderIds: readonly string[]): Promise<Map<string, OrderLine[]>> {
  const rows = await sql<(OrderLine & { orderId: string })[]>`
    select order_id as "orderId", sku_id as "skuId", product_id as "productId", title, sku_name as "skuName", quantity,
      price_minor as "priceMinor", first_paid as "firstPaid",
      coalesce(tax_rate_bp, (select o.tax_rate_bp from orders o where o.id = order_id)) as "taxRateBp"
    from order_lines where order_id = any(${orderIds as string[]}::uuid[]) order by order_id, position`;
  const lines = new Map<string, OrderLine[]>();
  for (const { orderId, firstPaid, ...reserved } of rows) {
    const line = firstPaid ? { ...reserved, firstPaid } : reserved;
    const held = lines.get(orderId);
    if (held) held.push(line);
    else lines.set(orderId, [line]);
  }
  return lines;
}

export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<OrderRow[]> {
  const rows = await tx.sql<OrderRow[]>`
    select ${tx.sql.unsafe(columns)} from orders where id = any(${ids as string[]}::uuid[]) order by id for update`;
  return [...rows];
}

export async function writeOrders(tx: Tx, orders: readonly OrderRow[]): Promise<void> {
  if (orders.length === 0) return;
  await tx.sql`
    update orders o set state = t.state, hold_until = to_timestamp(t.hold_until / 1000), paid_at = to_timestamp(t.paid_at / 1000),
      payment_problem = t.payment_problem, refunded_minor = t.refunded_minor, changed_at = now()
    from unnest(${orders.map((o) => o.id)}::uuid[], ${orders.map((o) => o.state)}::text[], ${orders.map((o) => o.holdUntil)}::float8[],
      ${orders.map((o) => o.paidAt)}::float8[], ${orders.map((o) => o.paymentProblem)}::text[], ${orders.map((o) => o.refundedMinor)}::bigint[])
      as t (id, state, hold_until, paid_at, payment_problem, refunded_minor)
    where o.id = t.id`;
}

/** Something that belongs to these orders was written: the check of the books looks at them. */
export async function touchOrders(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql`update orders set changed_at = now() where id = any(${ids as string[]}::uuid[])`;
}

export async function readOrder(sql: Sql, id: string): Promise<StoredOrder | null> {
  const rows = await sql<OrderRow[]>`select ${sql.unsafe(columns)} from orders where id = ${id}`;
  return (await withLines(sql, rows))[0] ?? null;
}

export async function readOverdue(sql: Sql, now: number, limit: number): Promise<{ id: string; shopId: string }[]> {
  const rows = await sql<{ id: string; shopId: string }[]>`
    select id, shop_id as "shopId" from orders
    where state = 'held' and hold_until <= to_timestamp(${now}::float8 / 1000) order by hold_until limit ${limit}`;
  return [...rows];
}

/** Makes all orders of one account those of another. */
export async function takeOrders(tx: Tx, from: string, to: string): Promise<OrderRow[]> {
  await tx.sql`select 1 from orders where account_id = ${from} order by id for update`;
  const rows = await tx.sql<OrderRow[]>`
    update orders set account_id = ${to} where account_id = ${from} returning ${tx.sql.unsafe(columns)}`;
  return [...rows];
}

/** For a shop that wants another currency. */
export async function hasOrders(sql: Reader, shopId: string): Promise<boolean> {
  const rows = await sql`select 1 from orders where shop_id = ${shopId} limit 1`;
  return rows.length > 0;
}

export async function hasBought(sql: Reader, accountId: string, shopId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from orders where account_id = ${accountId} and shop_id = ${shopId} and state = 'paid' limit 1`;
  return rows.length > 0;
}

export async function withLines(sql: Sql, rows: readonly OrderRow[]): Promise<StoredOrder[]> {
  const ids = rows.map(({ id }) => id);
  const paid = rows.filter(({ paidAt }) => paidAt !== null).map(({ id }) => id);
  const [lines, all] = await together([readLines(sql, ids), readParts(sql, paid)]);
  const parts = Map.groupBy(all, (part) => part.orderId);
  return rows.map((row) => ({ ...row, lines: lines.get(row.id) ?? [], parts: parts.get(row.id) ?? [] }));
}

/** The room of these orders is deleted; the orders stay. */
export async function leaveRoom(tx: Tx, roomId: string): Promise<void> {
  await tx.sql`update orders set room_id = null where room_id = ${roomId}`;
}
