-- A lower price for one product in one room, from one time to another, for so many units. When it runs is judged from its times.
create table deals (
  id                uuid primary key,
  shop_id           uuid not null,
  room_id           uuid not null,
  product_id        uuid not null,
  percent_off       smallint check (percent_off between 10 and 90),
  price_minor       bigint check (price_minor between 0 and 100000000000),
  units             integer not null check (units between 1 and 1000000),
  per_buyer         integer not null check (per_buyer between 1 and 99),
  countdown_seconds smallint not null check (countdown_seconds between 10 and 300),
  run_seconds       smallint not null check (run_seconds between 60 and 1200),
  made_at           timestamptz not null,
  starts_at         timestamptz,
  ends_at           timestamptz,
  -- The last line against selling more at the price than was promised.
  taken             integer not null default 0 check (taken between 0 and units),
  check ((percent_off is null) <> (price_minor is null)),
  check ((starts_at is null) = (ends_at is null)),
  foreign key (room_id, shop_id) references rooms (id, shop_id),
  foreign key (product_id, shop_id) references products (id, shop_id)
);
create index deals_of_room on deals (room_id, made_at);

-- What each order took of a deal, for as long as the order stands.
create table deal_takings (
  deal_id    uuid not null references deals (id),
  order_id   uuid not null,
  account_id text not null,
  units      integer not null check (units > 0),
  primary key (order_id, deal_id)
);
create index deal_takings_of_account on deal_takings (deal_id, account_id);
