import type { Invariant } from '../../../features/ledger/server/invariant.ts';
import { oneQuery } from './one-query.ts';

/** Sums and counts that are kept, so that nobody waits for them to be counted: each is what there is. */
export const sumInvariants: readonly Invariant[] = [
  oneQuery(
    'balance_off',
    { of: 'shops', says: 'What is summed up of a book is the sum of its lines.', slow: true },
    (sql, ids) => sql`
      with counted as (
        select shop_id, account, currency, sum(amount_minor) as minor, count(*) as lines from ledger_lines
        where shop_id = any(${ids}::uuid[]) and written_at < coalesce((select before from ledger_summed), '-infinity')
        group by shop_id, account, currency
      ), kept as (select * from ledger_sums where shop_id = any(${ids}::uuid[]))
      select shop_id as id, currency, max(abs(coalesce(k.amount_minor, 0) - coalesce(c.minor, 0)))::bigint as "offMinor"
      from kept k full join counted c using (shop_id, account, currency)
      where k.amount_minor is distinct from c.minor or k.lines is distinct from c.lines group by shop_id, currency`,
  ),
  oneQuery(
    'room_sold_off',
    { of: 'shops', says: 'What is summed up of the sales of a room is the sum of its orders.', slow: true },
    (sql, ids) => sql`
      with counted as (
        select s.room_id, s.product_id, sum(s.units) as units, sum(s.goods_minor) as minor
        from order_sold s join rooms r on r.id = s.room_id where r.shop_id = any(${ids}::uuid[])
        group by s.room_id, s.product_id
      ), kept as (
        select s.room_id, s.product_id, s.units, s.goods_minor from room_sold s join rooms r on r.id = s.room_id
        where r.shop_id = any(${ids}::uuid[])
      )
      select r.shop_id as id, sum(abs(coalesce(k.units, 0) - coalesce(c.units, 0)))::int as "offUnits"
      from kept k full join counted c using (room_id, product_id) join rooms r on r.id = room_id
      where coalesce(k.units, 0) <> coalesce(c.units, 0) or coalesce(k.goods_minor, 0) <> coalesce(c.minor, 0)
      group by r.shop_id`,
  ),
  oneQuery(
    'order_sold_off',
    { of: 'orders', says: 'The sales of a room have what its orders are now, up to the change that they have seen.' },
    (sql, ids) => sql`
      with sold as (
        select o.id as order_id, l.product_id, sum(l.quantity - b.units) as units, sum((l.quantity - b.units) * l.price_minor) as minor
        from orders o join order_lines l on l.order_id = o.id
        cross join lateral (select coalesce(sum(x.units), 0) as units from order_refunds r
          join order_refund_lines x on x.refund_id = r.id and x.sku_id = l.sku_id where r.order_id = o.id and r.state = 'made') b
        where o.id = any(${ids}::uuid[]) and o.room_id is not null and o.state = 'paid'
        group by o.id, l.product_id having sum(l.quantity - b.units) > 0
      ), kept as (select * from order_sold where order_id = any(${ids}::uuid[]))
      select order_id as id, sum(coalesce(k.units, 0) - coalesce(s.units, 0))::int as "offUnits"
      from sold s full join kept k using (order_id, product_id) join orders o on o.id = order_id
      where (o.changed_at, o.id) <= (select changed_at, order_id from sold_counted)
        and (s.units is distinct from k.units or s.minor is distinct from k.goods_minor)
      group by order_id`,
  ),
  oneQuery(
    'followers_off',
    { of: 'shops', says: 'As many follow a shop and each of its hosts as is said.', slow: true },
    (sql, ids) => sql`
      with followed as (
        select id as shop_id, 'shop' as kind, id::text as followed_id from shops where id = any(${ids}::uuid[])
        union select shop_id, 'host', account_id from shop_staff where shop_id = any(${ids}::uuid[]) and role = 'host'
      )
      select f.shop_id as id, sum(abs(k.count - c.count))::int as "offUnits" from followed f
      cross join lateral (select coalesce(sum(followers), 0) as count from follow_counts
        where kind = f.kind and followed_id = f.followed_id) k
      cross join lateral (select count(*) as count from follows where kind = f.kind and followed_id = f.followed_id) c
      where k.count <> c.count group by f.shop_id`,
  ),
  oneQuery(
    'stars_off',
    { of: 'shops', says: 'The products of a shop and its hosts have the stars that are said.', slow: true },
    (sql, ids) => sql`
      with kept as (
        select p.shop_id, k.product_id::text as of, k.rating, k.hidden, k.count from review_counts k
        join products p on p.id = k.product_id where p.shop_id = any(${ids}::uuid[])
        union all
        select s.shop_id, k.host_id, k.rating, false, k.count from host_rating_counts k
        join shop_staff s on s.account_id = k.host_id and s.role = 'host' where s.shop_id = any(${ids}::uuid[])
      ), counted as (
        select shop_id, product_id::text as of, rating, hidden is not null as hidden, count(*) as count from reviews
        where shop_id = any(${ids}::uuid[]) and removed_at is null group by 1, 2, 3, 4
        union all
        select s.shop_id, r.host_id, r.rating, false, count(*) from host_ratings r
        join shop_staff s on s.account_id = r.host_id and s.role = 'host' where s.shop_id = any(${ids}::uuid[]) group by 1, 2, 3
      )
      select shop_id as id, sum(abs(coalesce(k.count, 0) - coalesce(c.count, 0)))::int as "offUnits"
      from kept k full join counted c using (shop_id, of, rating, hidden)
      where coalesce(k.count, 0) <> coalesce(c.count, 0) group by shop_id`,
  ),
  oneQuery(
    'waiting_off',
    { of: 'skus', says: 'As many wait for a SKU, and have a turn, as is said.' },
    (sql, ids) => sql`
      select s.sku_id as id, (coalesce(k.waiting + k.turns, 0) - c.waiting - c.turns)::int as "offUnits" from stock s
      left join waitlist_counts k on k.sku_id = s.sku_id
      cross join lateral (select count(*) filter (where units is null) as waiting, count(units) as turns
        from waitlist_places where sku_id = s.sku_id) c
      where s.sku_id = any(${ids}::uuid[])
        and (coalesce(k.waiting, 0) <> c.waiting or coalesce(k.turns, 0) <> c.turns)`,
  ),
];
