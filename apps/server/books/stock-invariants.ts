import type { Invariant } from '../../../features/ledger/server/invariant.ts';
import { oneQuery } from './one-query.ts';

/** Units: none appears, none is lost, none is sold, held or kept twice. */
export const stockInvariants: readonly Invariant[] = [
  oneQuery(
    'stock_off',
    { of: 'skus', says: 'What is on hand is what the journal says came, less what was sold.' },
    (sql, ids) => sql`
      select s.sku_id as id, (s.on_hand - j.units + s.sold)::int as "offUnits" from stock s
      cross join lateral (select coalesce(sum(units), 0) as units from stock_journal where sku_id = s.sku_id) j
      where s.sku_id = any(${ids}::uuid[]) and s.on_hand <> j.units - s.sold`,
  ),
  oneQuery(
    'oversold',
    { of: 'skus', says: 'What is held and kept is on hand.' },
    (sql, ids) => sql`
      select sku_id as id, (held + turned - on_hand)::int as "offUnits" from stock
      where sku_id = any(${ids}::uuid[]) and (held + turned > on_hand or held < 0 or turned < 0)`,
  ),
  oneQuery(
    'held_off',
    { of: 'skus', says: 'What is held is the sum of the holds.' },
    (sql, ids) => sql`
      select s.sku_id as id, (s.held - h.units)::int as "offUnits" from stock s
      cross join lateral (select coalesce(sum(quantity), 0) as units from holds where sku_id = s.sku_id) h
      where s.sku_id = any(${ids}::uuid[]) and s.held <> h.units`,
  ),
  oneQuery(
    'kept_off',
    { of: 'skus', says: 'What is kept for a waitlist is the sum of its turns.' },
    (sql, ids) => sql`
      select s.sku_id as id, (s.turned - w.units)::int as "offUnits" from stock s
      cross join lateral (select coalesce(sum(units), 0) as units from waitlist_places where sku_id = s.sku_id) w
      where s.sku_id = any(${ids}::uuid[]) and s.turned <> w.units`,
  ),
  oneQuery(
    'undersold',
    { of: 'skus', says: 'Nothing that is for sale is free while somebody waits for it.', settles: true },
    (sql, ids) => sql`
      select s.sku_id as id, (s.on_hand - s.held - s.turned)::int as "offUnits" from stock s
      join skus k on k.id = s.sku_id and k.for_sale join products p on p.id = k.product_id and p.state = 'shown'
      where s.sku_id = any(${ids}::uuid[]) and s.on_hand > s.held + s.turned
        and exists (select 1 from waitlist_places w where w.sku_id = s.sku_id and w.units is null)`,
  ),
  oneQuery(
    'sold_off',
    { of: 'skus', says: 'What was sold is in paid orders, or was given back without its units.', slow: true },
    (sql, ids) => sql`
      with lines as (
        select l.sku_id, l.order_id, l.quantity, o.state from order_lines l join orders o on o.id = l.order_id
        where l.sku_id = any(${ids}::uuid[]) and o.state in ('paid', 'refunded')
      ), kept as (
        select l.sku_id, sum(l.quantity) as units from lines l where l.state = 'paid' group by l.sku_id
        union all
        select l.sku_id, sum(least(l.quantity, b.units)) from lines l
        join (select r.order_id, x.sku_id, sum(x.units) as units from order_refunds r
          join order_refund_lines x on x.refund_id = r.id
          where r.made_at is not null and r.order_id in (select order_id from lines where state = 'refunded')
          group by r.order_id, x.sku_id) b on b.order_id = l.order_id and b.sku_id = l.sku_id
        where l.state = 'refunded' group by l.sku_id
      ), sums as (select sku_id, sum(units) as units from kept group by sku_id)
      select s.sku_id as id, (s.sold - coalesce(k.units, 0))::int as "offUnits" from stock s left join sums k using (sku_id)
      where s.sku_id = any(${ids}::uuid[]) and s.sold <> coalesce(k.units, 0)`,
  ),
];
