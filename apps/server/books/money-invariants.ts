import { type BookOrder, type BookPayment, checkOrderBook, orderCodes } from '../../../features/ledger/books.ts';
import { entriesOf } from '../../../features/ledger/server/books-store.ts';
import type { Invariant } from '../../../features/ledger/server/invariant.ts';
import type { Reader } from '../../../platform/db/connect.ts';
import { oneQuery } from './one-query.ts';

export interface MoneyNeeds {
  readonly readOrders: (sql: Reader, ids: readonly string[]) => Promise<BookOrder[]>;
  readonly readPayments: (sql: Reader, orderIds: readonly string[]) => Promise<BookPayment[]>;
}

/** Orders, payments and the book against each other, each order for itself. [L12] */
export function moneyInvariants({ readOrders, readPayments }: MoneyNeeds): readonly Invariant[] {
  return [
    {
      codes: orderCodes,
      of: 'orders',
      says: 'Payments, refunds and fees are in the book, whole and balanced, and a paid order has exactly one payment.',
      async find(sql, ids) {
        const orders = await readOrders(sql, ids);
        const payments = Map.groupBy(await readPayments(sql, ids), ({ orderId }) => orderId);
        const entries = Map.groupBy(await entriesOf(sql, ids), ({ orderId }) => orderId);
        return orders.flatMap((order) =>
          checkOrderBook(order, payments.get(order.id) ?? [], entries.get(order.id) ?? []).map((wrong) => ({
            ...wrong,
            lookedId: order.id,
          })),
        );
      },
    },
    ...partInvariants,
    ...entryInvariants,
  ];
}

/** Refunds of parts: each minor unit is in the book, in the order and in the payment, and none went back twice. */
const partInvariants: readonly Invariant[] = [
  oneQuery(
    'part_off',
    { of: 'orders', says: 'What an order and its payments say went back in parts is the sum of the parts.' },
    (sql, ids) => sql`
      with parts as (
        select p.order_id, p.refund_of, p.refunded_minor as said, (select coalesce(sum(r.amount_minor), 0) from order_refunds r
          where r.payment_id = p.id and r.order_id = p.order_id and r.state = 'made' and r.id is distinct from p.refund_id) as made
        from payments p where p.order_id = any(${ids}::uuid[])
      )
      select o.id, o.currency, (o.refunded_minor - coalesce(sum(p.made) filter (where p.refund_of is distinct from 'late_capture'), 0))::bigint
        as "offMinor" from orders o left join parts p on p.order_id = o.id where o.id = any(${ids}::uuid[])
      group by o.id, o.currency, o.refunded_minor
      having coalesce(bool_or(p.said <> p.made), false)
        or o.refunded_minor <> coalesce(sum(p.made) filter (where p.refund_of is distinct from 'late_capture'), 0)`,
  ),
  oneQuery(
    'part_entry_off',
    { of: 'orders', says: 'The refund of a part is in the book with its amount.' },
    (sql, ids) => sql`
      select r.order_id as id, l.currency, (-l.amount_minor - r.amount_minor)::bigint as "offMinor" from order_refunds r
      join ledger_entries e on e.id = r.id and e.kind = 'sale_refunded'
      join ledger_lines l on l.entry_id = e.id and l.account = 'provider_receivable'
      where r.order_id = any(${ids}::uuid[]) and l.amount_minor <> -r.amount_minor`,
  ),
  oneQuery(
    'part_units_over',
    { of: 'orders', says: 'No more units of a line go back than were bought, and delivery goes back once.' },
    (sql, ids) => sql`
      with units as (
        select r.order_id, x.sku_id, sum(x.units) as units from order_refunds r join order_refund_lines x on x.refund_id = r.id
        where r.order_id = any(${ids}::uuid[]) and r.state <> 'failed' group by r.order_id, x.sku_id
      ), bought as (
        select order_id, sku_id, sum(quantity) as units from order_lines where order_id = any(${ids}::uuid[])
        group by order_id, sku_id
      )
      select u.order_id as id, max(u.units - coalesce(b.units, 0))::int as "offUnits" from units u
      left join bought b using (order_id, sku_id) where u.units > coalesce(b.units, 0) group by u.order_id
      union all
      select order_id, null from order_refunds where order_id = any(${ids}::uuid[]) and delivery and state <> 'failed'
      group by order_id having count(*) > 1`,
  ),
];

const entryInvariants: readonly Invariant[] = [
  oneQuery(
    'payout_off',
    {
      of: 'entries',
      says: 'What was paid out to a shop is in its book, and was no more than it had; what came back is all of a payout.',
    },
    (sql, ids) => sql`
      select p.entry_id as id, p.currency, (l.amount_minor - p.amount_minor)::bigint as "offMinor" from ledger_payouts p
      join ledger_entries e on e.id = p.entry_id
      left join ledger_lines l on l.entry_id = e.id and l.account = 'bank' and l.currency = p.currency
      where p.entry_id = any(${ids}::uuid[]) and (l.amount_minor is distinct from p.amount_minor or e.kind <> 'payout'
        or e.shop_id <> p.shop_id or p.amount_minor > p.due_minor)
      union all
      select r.entry_id, p.currency, (-l.amount_minor - p.amount_minor)::bigint from ledger_payout_returns r
      join ledger_payouts p on p.entry_id = r.payout_id join ledger_entries e on e.id = r.entry_id
      left join ledger_lines l on l.entry_id = e.id and l.account = 'bank' and l.currency = p.currency
      where r.entry_id = any(${ids}::uuid[]) and (l.amount_minor is distinct from -p.amount_minor
        or e.kind <> 'payout_returned' or e.shop_id <> p.shop_id)`,
  ),
  oneQuery(
    'entry_without_cause',
    { of: 'entries', says: 'An entry of the book is of an order, is a payout, or one that came back or failed.' },
    (sql, ids) => sql`
      select e.id from ledger_entries e left join orders o on o.id = e.order_id
      where e.id = any(${ids}::uuid[]) and o.id is null and (e.order_id is not null or (e.kind not in ('payout', 'payout_failed')
        and not exists (select 1 from ledger_payout_returns r where r.entry_id = e.id)))`,
  ),
  oneQuery(
    'entry_empty',
    { of: 'entries', says: 'An entry has lines.' },
    (sql, ids) => sql`
      select e.id from ledger_entries e
      where e.id = any(${ids}::uuid[]) and not exists (select 1 from ledger_lines where entry_id = e.id)`,
  ),
  oneQuery(
    'entry_off',
    { of: 'entries', says: 'The lines of an entry sum to zero in each currency.' },
    (sql, ids) => sql`
      select entry_id as id, currency, sum(amount_minor)::bigint as "offMinor" from ledger_lines
      where entry_id = any(${ids}::uuid[]) group by entry_id, currency having sum(amount_minor) <> 0`,
  ),
];
