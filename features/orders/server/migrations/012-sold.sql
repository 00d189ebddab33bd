-- What each room has sold, by product, up to a change of an order. What changed after it is counted when somebody asks, so that no
-- sale waits for a row that all sales of a room change; the sweep of any server goes on with it. It points at no other row: to write
-- it must not lock what a sale locks.
set local statement_timeout = 0;
create table room_sold (
  room_id     uuid not null,
  product_id  uuid not null,
  -- As it was called when it was sold last.
  title       text not null,
  placed_at   timestamptz not null,
  units       integer not null,
  goods_minor bigint not null,
  primary key (room_id, product_id)
);
-- What each order has in it, to be taken off when the order has changed.
create table order_sold (
  order_id    uuid not null,
  product_id  uuid not null,
  room_id     uuid not null,
  units       integer not null,
  goods_minor bigint not null,
  primary key (order_id, product_id)
);
-- The last of them that are in the sums; no row while nothing is.
create table sold_counted (
  only_one   boolean primary key default true check (only_one),
  changed_at timestamptz not null,
  order_id   uuid not null
);

insert into sold_counted (changed_at, order_id)
select now() - interval '20 seconds', 'ffffffff-ffff-ffff-ffff-ffffffffffff' where exists (select 1 from orders);
insert into order_sold (order_id, product_id, room_id, units, goods_minor)
select o.id, l.product_id, o.room_id, sum(l.quantity - b.units), sum((l.quantity - b.units) * l.price_minor)
from orders o join order_lines l on l.order_id = o.id
cross join lateral (
  select coalesce(sum(x.units), 0) as units from order_refunds r join order_refund_lines x on x.refund_id = r.id
  where o.refunded_minor > 0 and r.order_id = o.id and r.state = 'made' and x.sku_id = l.sku_id) b
where o.room_id is not null and o.state = 'paid' and o.changed_at <= now() - interval '20 seconds'
group by o.id, l.product_id having sum(l.quantity - b.units) > 0;
insert into room_sold (room_id, product_id, title, placed_at, units, goods_minor)
select s.room_id, s.product_id, (array_agg(l.title order by o.placed_at desc))[1], max(o.placed_at), sum(s.units), sum(s.goods_minor)
from order_sold s join orders o on o.id = s.order_id
cross join lateral (select min(title) as title from order_lines where order_id = s.order_id and product_id = s.product_id) l
group by s.room_id, s.product_id;
