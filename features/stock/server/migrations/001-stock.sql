create table stock (
  sku_id  uuid primary key references skus (id),
  shop_id uuid not null references shops (id),
  on_hand integer not null check (on_hand >= 0),
  held    integer not null default 0 check (held >= 0),
  -- The last line against selling a unit twice.
  check (held <= on_hand)
);

-- What is held, for which order and until when. The sum of a SKU's holds is its `held`.
create table holds (
  order_id uuid not null,
  sku_id   uuid not null references stock (sku_id),
  quantity integer not null check (quantity > 0),
  until    timestamptz not null,
  primary key (order_id, sku_id)
);
create index holds_by_sku on holds (sku_id);
