import type { Invariant } from '../../../features/ledger/server/invariant.ts';
import { oneQuery } from './one-query.ts';

/** Deals, coupons and limits: what was taken of them is what standing orders have, and nobody has more than the own share. */
export const offerInvariants: readonly Invariant[] = [
  oneQuery(
    'deal_off',
    {
      of: 'deals',
      says: 'What was taken of a deal is the sum of its takings, and no more than there was.',
      slow: true,
    },
    (sql, ids) => sql`
      select d.id, (d.taken - t.units)::int as "offUnits" from deals d
      cross join lateral (select coalesce(sum(units), 0) as units from deal_takings where deal_id = d.id) t
      where d.id = any(${ids}::uuid[]) and (d.taken <> t.units or d.taken > d.units)`,
  ),
  // Who came as a guest before has what both have taken.
  oneQuery(
    'deal_share_over',
    { of: 'deals', says: 'Nobody has more of a deal than one buyer may.', slow: true },
    (sql, ids) => sql`
      select d.id, max(t.units - d.per_buyer)::int as "offUnits" from deals d
      join (select deal_id, account_id, sum(units) as units from deal_takings where deal_id = any(${ids}::uuid[])
        group by deal_id, account_id) t on t.deal_id = d.id and t.units > d.per_buyer
      where not exists (select 1 from accounts g where g.moved_to = t.account_id) group by d.id`,
  ),
  oneQuery(
    'deal_of_over',
    { of: 'deals', says: 'Only orders that stand have taken of a deal.', slow: true },
    (sql, ids) => sql`
      select t.deal_id as id, sum(t.units)::int as "offUnits" from deal_takings t left join orders o on o.id = t.order_id
      where t.deal_id = any(${ids}::uuid[]) and (o.state is null or o.state not in ('held', 'paid')) group by t.deal_id`,
  ),
  oneQuery(
    'coupon_off',
    {
      of: 'coupons',
      says: 'A coupon was claimed as often as it has claims, and no more often than there are.',
      slow: true,
    },
    (sql, ids) => sql`
      select c.id, (c.claimed - k.count)::int as "offUnits" from coupons c
      cross join lateral (select count(*) as count from coupon_claims where coupon_id = c.id) k
      where c.id = any(${ids}::uuid[]) and (c.claimed <> k.count or c.claimed > c.quota)`,
  ),
  oneQuery(
    'coupon_share_over',
    { of: 'coupons', says: 'Nobody has claimed a coupon more often than one person may.', slow: true },
    (sql, ids) => sql`
      select c.id, max(k.count - c.per_person)::int as "offUnits" from coupons c
      join (select coupon_id, account_id, count(*) as count from coupon_claims where coupon_id = any(${ids}::uuid[])
        group by coupon_id, account_id) k on k.coupon_id = c.id and k.count > c.per_person
      where not exists (select 1 from accounts g where g.moved_to = k.account_id) group by c.id`,
  ),
  oneQuery(
    'coupon_of_over',
    { of: 'coupons', says: 'Only orders that stand use a coupon.', slow: true },
    (sql, ids) => sql`
      select k.coupon_id as id, count(*)::int as "offUnits" from coupon_claims k left join orders o on o.id = k.order_id
      where k.coupon_id = any(${ids}::uuid[]) and k.order_id is not null
        and (o.state is null or o.state not in ('held', 'paid')) group by k.coupon_id`,
  ),
  oneQuery(
    'discount_off',
    { of: 'orders', says: 'The discount of an order that stands is what its coupons take off.' },
    (sql, ids) => sql`
      select o.id, o.currency, (o.discount_minor - k.minor)::bigint as "offMinor" from orders o
      cross join lateral (select coalesce(sum(off_minor), 0) as minor from coupon_claims where order_id = o.id) k
      where o.id = any(${ids}::uuid[]) and o.state in ('held', 'paid') and o.discount_minor <> k.minor`,
  ),
  // Counted as of each order: what was bought before the limit was set, or after this order, is not its matter.
  oneQuery(
    'limit_over',
    { of: 'orders', says: 'No order took its buyer over the limit of a product.' },
    (sql, ids) => sql`
      select o.id, max(had.units - p.limit_per_buyer)::int as "offUnits" from orders o
      join lateral (select distinct product_id from order_lines where order_id = o.id) l on true
      join products p on p.id = l.product_id and p.limit_per_buyer is not null
      cross join lateral (
        select coalesce(sum(greatest(0, y.quantity - coalesce(b.units, 0))), 0) as units from orders x
        join order_lines y on y.order_id = x.id and y.product_id = p.id
        left join lateral (select sum(z.units) as units from order_refunds r join order_refund_lines z on z.refund_id = r.id
          where r.order_id = x.id and z.sku_id = y.sku_id and r.made_at is not null) b on true
        where x.account_id = o.account_id and x.placed_at <= o.placed_at
          and x.state in ('paid', 'held')) had
      where o.id = any(${ids}::uuid[]) and o.state in ('held', 'paid')
        and o.placed_at > p.limit_set_at + interval '5 seconds' and had.units > p.limit_per_buyer
        and not exists (select 1 from accounts g where g.moved_to = o.account_id)
      group by o.id`,
  ),
];
