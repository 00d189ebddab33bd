import type { Invariant } from '../../../features/ledger/server/invariant.ts';
import { oneQuery } from './one-query.ts';

/** What an order says: its key, its units, its price, and what its buyer was told. */
export const orderInvariants: readonly Invariant[] = [
  oneQuery(
    'key_off',
    {
      of: 'orders',
      // A command is forgotten after 30 days.
      says: 'Each order of the last four weeks was asked for under its own id, by one command with the same body.',
    },
    (sql, ids) => sql`
      select o.id from orders o left join commands c on c.id = o.id
      where o.id = any(${ids}::uuid[]) and (c.id is not null or o.placed_at > now() - interval '28 days')
        and (c.act is distinct from 'orders.place' or c.sum <> o.sum or c.answer ->> 'orderId' <> o.id::text)`,
  ),
  oneQuery(
    'parent_gone',
    {
      of: 'orders',
      says: 'An order has its shop and its lines, they have their SKUs, and payments and entries have its shop. No foreign key says so.',
    },
    (sql, ids) => sql`
      select o.id from orders o where o.id = any(${ids}::uuid[]) and (
        not exists (select 1 from shops s where s.id = o.shop_id)
        or not exists (select 1 from order_lines l where l.order_id = o.id)
        or not exists (select 1 from order_words w where w.order_id = o.id)
        or exists (select 1 from order_lines l where l.order_id = o.id and not exists (select 1 from skus k where k.id = l.sku_id))
        or exists (select 1 from holds h where h.order_id = o.id and not exists (select 1 from stock k where k.sku_id = h.sku_id))
        or exists (select 1 from payments p where p.order_id = o.id and p.shop_id <> o.shop_id)
        or exists (select 1 from ledger_entries e where e.order_id = o.id and (e.shop_id <> o.shop_id
          or exists (select 1 from ledger_lines l where l.entry_id = e.id and l.shop_id <> e.shop_id))))`,
  ),
  oneQuery(
    'hold_off',
    { of: 'orders', says: 'An unpaid order holds what it reserved, and any other holds nothing.' },
    (sql, ids) => sql`
      with wanted as (
        select l.order_id, l.sku_id, sum(l.quantity) as units from order_lines l join orders o on o.id = l.order_id
        where l.order_id = any(${ids}::uuid[]) and o.state = 'held' and not l.first_paid group by l.order_id, l.sku_id
      ), held as (select order_id, sku_id, quantity as units from holds where order_id = any(${ids}::uuid[]))
      select order_id as id, sum(coalesce(h.units, 0) - coalesce(w.units, 0))::int as "offUnits"
      from wanted w full join held h using (order_id, sku_id)
      where coalesce(h.units, 0) <> coalesce(w.units, 0) group by order_id`,
  ),
  oneQuery(
    'total_off',
    { of: 'orders', says: 'The total is lines, delivery and added tax, less the discount.' },
    (sql, ids) => sql`
      select o.id, o.currency, (o.total_minor - g.minor)::bigint as "offMinor" from orders o
      cross join lateral (select coalesce(sum(quantity * price_minor), 0) - o.discount_minor + o.delivery_minor
        + case when o.tax_included then 0 else o.tax_minor end as minor from order_lines where order_id = o.id) g
      where o.id = any(${ids}::uuid[]) and o.total_minor <> g.minor`,
  ),
  oneQuery(
    'price_off',
    {
      of: 'orders',
      says: 'What its buyer was told when it was placed, and what the provider was asked for, is its total.',
    },
    (sql, ids) => sql`
      with told as (
        select f.body ->> 'orderId' as id, (f.body ->> 'totalMinor')::bigint as minor from facts f
        where f.kind = 'order.placed'
          and f.stream in (select 'person:' || account_id from orders where id = any(${ids}::uuid[]))
      ), asked as (
        select p.order_id::text as id, c.amount_minor as minor from payments p
        join sandbox_charges c on c.payment_id = p.id where p.order_id = any(${ids}::uuid[])
      )
      select o.id, o.currency, max(o.total_minor - x.minor)::bigint as "offMinor" from orders o
      join (select * from told union all select * from asked) x on x.id = o.id::text
      where o.id = any(${ids}::uuid[]) and x.minor <> o.total_minor group by o.id, o.currency`,
  ),
  // Who came with a guest's orders was told of the newest only.
  oneQuery(
    'order_untold',
    { of: 'orders', says: 'Its buyer was told once of the state in which it is.' },
    (sql, ids) => sql`
      with told as (
        select f.stream, f.kind, f.body ->> 'orderId' as id, count(*) as times from facts f
        where f.kind like 'order.%'
          and f.stream in (select 'person:' || account_id from orders where id = any(${ids}::uuid[]))
        group by f.stream, f.kind, f.body ->> 'orderId'
      )
      select o.id from orders o left join told t on t.id = o.id::text and t.stream = 'person:' || o.account_id
        and t.kind = case o.state when 'held' then 'order.placed' else 'order.' || o.state end
      where o.id = any(${ids}::uuid[]) and coalesce(t.times, 0) <> 1
        and (coalesce(t.times, 0) > 1 or not exists (select 1 from accounts g where g.moved_to = o.account_id))`,
  ),
];

/** What lies in a total beside the goods, and how the book tells it apart. */
export const taxInvariants: readonly Invariant[] = [
  oneQuery(
    'tax_off',
    {
      of: 'orders',
      says: 'The tax at each rate is that rate of what is taxed, and with what is taxed they are the total.',
    },
    (sql, ids) => sql`
      with rates as (
        select o.id, o.currency, o.total_minor, o.tax_minor, o.tax_included, t.rate, t.net, t.tax from orders o
        cross join lateral (
          select "rateBp" as rate, "netMinor" as net, "taxMinor" as tax from jsonb_to_recordset(o.tax_lines)
            as x ("rateBp" bigint, "netMinor" bigint, "taxMinor" bigint)
          union all select o.tax_rate_bp, o.total_minor - o.tax_minor, o.tax_minor where o.tax_lines is null) t
        where o.id = any(${ids}::uuid[])
      )
      select id, currency from rates group by id, currency, total_minor, tax_minor
      having sum(tax) <> tax_minor or sum(net + tax) <> total_minor or bool_or(tax <> case when tax_included
        then round((net + tax) * rate / (10000.0 + rate)) else round(net * rate / 10000.0) end)`,
  ),
  oneQuery(
    'book_tax_off',
    { of: 'orders', says: 'The tax in the book is that of the order, less that of what went back.' },
    (sql, ids) => sql`
      with e as materialized (
        select e.id, e.order_id, e.kind, (select coalesce(sum(l.amount_minor), 0) from ledger_lines l
            where l.entry_id = e.id and l.account = 'tax_payable') as tax_minor,
          (select r.tax_minor from order_refunds r where r.id = e.id) as part_minor,
          (select p.id from payments p where p.order_id = e.order_id and p.refund_id = e.id) as payment_id
        from ledger_entries e where e.order_id = any(${ids}::uuid[]) and e.kind in ('sale_captured', 'sale_refunded')
      )
      select distinct o.id, o.currency from e join orders o on o.id = e.order_id
      where (e.kind = 'sale_captured' and e.tax_minor <> -o.tax_minor)
        or (e.kind = 'sale_refunded' and (e.part_minor is not null or e.payment_id is not null)
          and e.tax_minor <> coalesce(e.part_minor, o.tax_minor - (select coalesce(sum(x.tax_minor), 0) from order_refunds x
            where x.order_id = o.id and x.payment_id = e.payment_id and x.state = 'made')))`,
  ),
  oneQuery(
    'book_discount_off',
    { of: 'orders', says: 'A sale has a discount in the book where its order has one.' },
    (sql, ids) => sql`
      select o.id, o.currency from orders o join ledger_entries e on e.order_id = o.id and e.kind = 'sale_captured'
      left join ledger_lines l on l.entry_id = e.id and l.account = 'discounts'
      where o.id = any(${ids}::uuid[]) and (o.discount_minor = 0) <> (l.amount_minor is null)`,
  ),
];
