-- What went back of a paid order in parts; of one that is refunded, before the rest did. And when it went to its buyer.
alter table orders
  add column refunded_minor bigint not null default 0,
  add column sent_at        timestamptz,
  add check (refunded_minor between 0 and total_minor);
create index orders_to_send on orders (shop_id, paid_at, id) where state = 'paid' and sent_at is null;

-- Written down before the provider is asked, and asked for again until it has answered.
create table order_refunds (
  id           uuid primary key,
  order_id     uuid not null references orders (id),
  payment_id   uuid not null references payments (id),
  amount_minor bigint not null check (amount_minor > 0),
  tax_minor    bigint not null check (tax_minor between 0 and amount_minor),
  delivery     boolean not null,
  restock      boolean not null,
  reason       text not null check (char_length(reason) <= 200),
  by_id        text not null references accounts (id),
  state        text not null check (state in ('asked', 'made', 'failed')),
  asked_at     timestamptz not null,
  made_at      timestamptz,
  check_at     timestamptz not null,
  checks       integer not null default 0
);
create index order_refunds_of_order on order_refunds (order_id, asked_at);
-- One at a time: what a part comes to depends on those before it.
create unique index order_refunds_under_way on order_refunds (order_id) where state = 'asked';
create index order_refunds_to_check on order_refunds (check_at) where state = 'asked';

create table order_refund_lines (
  refund_id uuid not null references order_refunds (id),
  sku_id    uuid not null references skus (id),
  units     integer not null check (units > 0),
  primary key (refund_id, sku_id)
);
