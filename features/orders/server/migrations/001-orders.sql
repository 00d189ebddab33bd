create table orders (
  id              uuid primary key,
  shop_id         uuid not null references shops (id),
  room_id         uuid references rooms (id),
  account_id      text not null references accounts (id),
  -- Over what was asked for: the same id with another body is refused, for as long as the order exists.
  sum             text not null,
  state           text not null check (state in ('held', 'paid', 'cancelled', 'expired', 'refunded')),
  currency        text not null check (currency ~ '^[A-Z]{3}$'),
  total_minor     bigint not null check (total_minor >= 0),
  address         jsonb not null,
  note            text not null,
  placed_at       timestamptz not null,
  hold_until      timestamptz,
  paid_at         timestamptz,
  payment_problem text,
  check ((hold_until is not null) = (state = 'held')),
  check ((paid_at is not null) = (state in ('paid', 'refunded')))
);
create index orders_by_account on orders (account_id, placed_at desc);
create index orders_by_room on orders (room_id, placed_at desc) where room_id is not null;
create index orders_by_shop on orders (shop_id, placed_at desc);
create index orders_overdue on orders (hold_until) where state = 'held';

-- Names and prices as they were sold.
create table order_lines (
  order_id    uuid not null references orders (id),
  position    smallint not null,
  sku_id      uuid not null references skus (id),
  product_id  uuid not null,
  title       text not null,
  sku_name    text not null,
  quantity    integer not null check (quantity > 0),
  price_minor bigint not null check (price_minor >= 0),
  primary key (order_id, position)
);
create index order_lines_by_sku on order_lines (sku_id);

-- What two-tap buying remembers of the last order that was paid.
create table checkouts (
  account_id text primary key references accounts (id),
  address    jsonb not null,
  method     jsonb not null
);
