create table models (
  id      uuid primary key,
  shop_id uuid not null references shops (id),
  -- The upload's own sum: the same file again is the same model.
  sum     text not null,
  bytes   integer not null check (bytes > 0),
  at      timestamptz not null default now(),
  unique (shop_id, sum),
  unique (id, shop_id)
);

alter table products add column model_id uuid;
alter table products add foreign key (model_id, shop_id) references models (id, shop_id);

-- The frames of a turn. Two may be the same picture: a bowl looks alike from all sides.
create table product_spins (
  product_id uuid not null,
  picture_id uuid not null,
  shop_id    uuid not null,
  place      smallint not null check (place between 0 and 71),
  primary key (product_id, place),
  foreign key (product_id, shop_id) references products (id, shop_id),
  foreign key (picture_id, shop_id) references pictures (id, shop_id)
);
