import type { Sql } from '../platform/db/connect.ts';

/** Everything about units and money that does not add up in this database; nothing when all is well. */
export async function findWrongs(sql: Sql): Promise<object[]> {
  const wrongs = await Promise.all([
    ...offersAgainstOrders(sql),
    ...turnsAgainstStock(sql),
    ...partsAgainstOrders(sql),
    sql`select 'ledger entry' as wrong, entry_id, sum(amount_minor)::text as off from ledger_lines
      group by entry_id, currency having sum(amount_minor) <> 0`,
    sql`select 'ledger entry without lines' as wrong, id from ledger_entries e
      where not exists (select 1 from ledger_lines where entry_id = e.id)`,
    sql`select 'captured payments against the book' as wrong, p.id from payments p
      left join ledger_entries e on e.id = p.id and e.kind = 'sale_captured'
      where (p.state in ('captured', 'refunding', 'refunded', 'refund_failed')) <> (e.id is not null)`,
    sql`select 'refunds against the book' as wrong, p.id from payments p
      left join ledger_entries e on e.id = p.refund_id and e.kind = 'sale_refunded'
      where (p.state = 'refunded') <> (e.id is not null)`,
    sql`select 'held against holds' as wrong, s.sku_id, s.held, coalesce(sum(h.quantity), 0)::int as holds
      from stock s left join holds h using (sku_id) group by s.sku_id having s.held <> coalesce(sum(h.quantity), 0)`,
    sql`select 'units on hand against the journal and the orders' as wrong, s.sku_id, s.on_hand, s.sold
      from stock s where s.on_hand <> (select coalesce(sum(units), 0) from stock_journal j where j.sku_id = s.sku_id) - s.sold
        or s.sold <> (select coalesce(sum(l.quantity), 0) from order_lines l join orders o on o.id = l.order_id
          where l.sku_id = s.sku_id and o.state = 'paid')
          + (select coalesce(sum(least(l.quantity, b.units)), 0) from order_lines l join orders o on o.id = l.order_id
            cross join lateral (select coalesce(sum(x.units), 0) as units from order_refunds r join order_refund_lines x
              on x.refund_id = r.id where r.order_id = o.id and x.sku_id = l.sku_id and r.made_at is not null) b
            where l.sku_id = s.sku_id and o.state = 'refunded')`,
    sql`select 'holds against held orders' as wrong, o.id, o.state from orders o
      where (o.state = 'held' and exists (select 1 from order_lines l where l.order_id = o.id and not l.first_paid))
        <> exists (select 1 from holds where order_id = o.id)`,
    sql`select 'a paid order keeps one captured payment, others none' as wrong, o.id, o.state, count(p.id)::int as kept
      from orders o left join payments p on p.order_id = o.id
        and (p.state = 'captured' or (p.state = 'refunding' and p.refund_of = 'order'))
      group by o.id having count(p.id) <> (case when o.state = 'paid' then 1 else 0 end)`,
    sql`select 'total against lines, delivery and tax' as wrong, o.id from orders o join order_lines l on l.order_id = o.id
      group by o.id having sum(l.quantity * l.price_minor) - o.discount_minor + o.delivery_minor + (case when o.tax_included then 0 else o.tax_minor end)
        <> o.total_minor`,
    sql`select 'tax against its rates' as wrong, o.id, o.tax_lines from orders o cross join lateral
        jsonb_to_recordset(o.tax_lines) as t ("rateBp" bigint, "netMinor" bigint, "taxMinor" bigint)
      where t."taxMinor" <> case when o.tax_included then round((t."netMinor" + t."taxMinor") * t."rateBp" / (10000.0 + t."rateBp"))
        else round(t."netMinor" * t."rateBp" / 10000.0) end`,
    sql`select 'lines of tax against the order' as wrong, o.id, o.tax_lines from orders o where o.tax_lines is not null and (o.total_minor, o.tax_minor) <>
      (select coalesce(sum(t."netMinor" + t."taxMinor"), 0), coalesce(sum(t."taxMinor"), 0) from jsonb_to_recordset(o.tax_lines)
        as t ("netMinor" bigint, "taxMinor" bigint))`,
    sql`select 'tax in the book' as wrong, o.id from orders o join ledger_entries e on e.order_id = o.id
      left join ledger_lines l on l.entry_id = e.id and l.account = 'tax_payable'
      left join order_refunds r on r.id = e.id left join payments p on p.refund_id = e.id
      where e.kind in ('sale_captured', 'sale_refunded') and coalesce(l.amount_minor, 0) <> case e.kind
        when 'sale_captured' then -o.tax_minor else coalesce(r.tax_minor, o.tax_minor - (select coalesce(sum(x.tax_minor), 0)
          from order_refunds x where x.payment_id = p.id and x.state = 'made')) end`,
    sql`select 'payment against order' as wrong, p.id from payments p join orders o on o.id = p.order_id
      where p.amount_minor <> o.total_minor`,
    sql`select 'order told' as wrong, o.id, o.state from orders o
      where (select count(*) from facts f where f.stream = 'person:' || o.account_id and f.body ->> 'orderId' = o.id::text
        and f.kind = case o.state when 'held' then 'order.placed' else 'order.' || o.state end) <> 1`,
    sql`select 'hole in a stream' as wrong, s.stream from streams s
      where s.stream not like 'talk:%' and s.head <> (select count(*) from facts f where f.stream = s.stream)`,
  ]);
  return wrongs.flat();
}

/** Available, held and in turns is what is on hand; what is kept is kept for somebody, and nothing is free that somebody waits for. */
function turnsAgainstStock(sql: Sql) {
  return [
    sql`select 'kept against turns' as wrong, s.sku_id, s.turned from stock s
      where s.turned <> coalesce((select sum(units) from waitlist_places p where p.sku_id = s.sku_id), 0)`,
    sql`select 'more held and kept than on hand' as wrong, s.sku_id from stock s where s.held + s.turned > s.on_hand`,
    sql`select 'free while somebody waits' as wrong, s.sku_id from stock s join skus k on k.id = s.sku_id and k.for_sale
      join products p on p.id = k.product_id and p.state = 'shown' where s.on_hand > s.held + s.turned
        and exists (select 1 from waitlist_places w where w.sku_id = s.sku_id and w.units is null)`,
  ];
}

/** Refunds of parts: each minor unit is in the book, in the order and in the payment, and none went back twice. */
function partsAgainstOrders(sql: Sql) {
  return [
    sql`select 'part refunds against the book' as wrong, r.id from order_refunds r
      left join ledger_entries e on e.id = r.id and e.kind = 'sale_refunded'
      left join ledger_lines l on l.entry_id = e.id and l.account = 'provider_receivable'
      where (r.made_at is not null) <> (e.id is not null) or (e.id is not null and l.amount_minor <> -r.amount_minor)`,
    sql`select 'part refunds against the payment' as wrong, p.id from payments p
      where p.refunded_minor <> (select coalesce(sum(r.amount_minor), 0) from order_refunds r
        where r.payment_id = p.id and r.state = 'made' and r.id is distinct from p.refund_id)`,
    sql`select 'part refunds against the order' as wrong, o.id from orders o
      where o.refunded_minor <> (select coalesce(sum(p.refunded_minor), 0) from payments p where p.order_id = o.id)`,
    sql`select 'parts and the rest against what was captured' as wrong, o.id from orders o
      join payments p on p.order_id = o.id and p.id in (select payment_id from order_refunds)
      where p.state in ('captured', 'refunded') and (select sum(l.amount_minor) from ledger_entries e
          join ledger_lines l on l.entry_id = e.id and l.account = 'provider_receivable'
          where e.kind in ('sale_captured', 'sale_refunded', 'refund_failed') and e.order_id = o.id)
        <> case when p.state = 'captured' then p.amount_minor - p.refunded_minor else 0 end`,
    sql`select 'more units went back than were bought' as wrong, l.order_id, l.sku_id from order_lines l
      where l.quantity < (select coalesce(sum(x.units), 0) from order_refunds r join order_refund_lines x on x.refund_id = r.id
        where r.order_id = l.order_id and x.sku_id = l.sku_id and r.state <> 'failed')`,
    sql`select 'delivery went back twice' as wrong, order_id from order_refunds where delivery and state <> 'failed'
      group by order_id having count(*) > 1`,
  ];
}

/** Deals and coupons: what was taken of them is what standing orders have, and nobody has more than their share. */
function offersAgainstOrders(sql: Sql) {
  return [
    sql`select 'a deal against what was taken' as wrong, d.id, d.taken from deals d
      where d.taken <> coalesce((select sum(units) from deal_takings t where t.deal_id = d.id), 0)`,
    sql`select 'a buyer over the share of a deal' as wrong, t.deal_id, t.account_id from deal_takings t
      join deals d on d.id = t.deal_id group by t.deal_id, t.account_id, d.per_buyer having sum(t.units) > d.per_buyer`,
    sql`select 'taken of a deal by an order that is over' as wrong, t.order_id from deal_takings t
      left join orders o on o.id = t.order_id where o.state is null or o.state not in ('held', 'paid')`,
    sql`select 'a discount against its coupons' as wrong, o.id, o.discount_minor from orders o
      where o.state in ('held', 'paid') and o.discount_minor <> coalesce(
        (select sum(off_minor) from coupon_claims k where k.order_id = o.id), 0)`,
    sql`select 'a coupon used by an order that is over' as wrong, k.id from coupon_claims k
      left join orders o on o.id = k.order_id where k.order_id is not null and (o.state is null or o.state not in ('held', 'paid'))`,
    sql`select 'claims against the coupon' as wrong, c.id from coupons c
      where c.claimed <> (select count(*) from coupon_claims k where k.coupon_id = c.id)`,
    sql`select 'a person over the share of a coupon' as wrong, k.coupon_id, k.account_id from coupon_claims k
      join coupons c on c.id = k.coupon_id group by k.coupon_id, k.account_id, c.per_person having count(*) > c.per_person`,
    sql`select 'discounts in the book' as wrong, o.id from orders o join ledger_entries e on e.order_id = o.id and e.kind = 'sale_captured'
      left join ledger_lines l on l.entry_id = e.id and l.account = 'discounts'
      where (o.discount_minor = 0) <> (l.amount_minor is null)`,
  ];
}

/** What the shop had of a SKU at first, by what it has now and what was sold. */
export async function unitsOf(sql: Sql, skuId: string): Promise<{ onHand: number; held: number; sold: number }> {
  const [row] = await sql<{ onHand: number; held: number; sold: number }[]>`
    select on_hand as "onHand", held, (select coalesce(sum(quantity), 0)::int from order_lines l
      join orders o on o.id = l.order_id where l.sku_id = s.sku_id and o.state = 'paid') as sold
    from stock s where sku_id = ${skuId}`;
  return row!;
}
