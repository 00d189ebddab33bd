-- Something off for whoever claims it, as long as there are some. Its terms never change; it can only be ended.
create table coupons (
  id            uuid primary key,
  shop_id       uuid not null references shops (id),
  title         text not null check (char_length(title) between 1 and 60),
  percent_off   smallint check (percent_off between 1 and 90),
  amount_minor  bigint check (amount_minor between 1 and 100000000000),
  minimum_minor bigint not null check (minimum_minor between 0 and 100000000000),
  -- Empty for everything that the shop sells.
  product_ids   uuid[] not null check (cardinality(product_ids) <= 50),
  quota         integer not null check (quota between 1 and 1000000),
  per_person    smallint not null check (per_person between 1 and 20),
  live_only     boolean not null,
  stacks        boolean not null,
  -- For one person alone: a host's offer.
  account_id    text,
  made_at       timestamptz not null,
  ends_at       timestamptz,
  claimed       integer not null default 0 check (claimed between 0 and quota),
  check ((percent_off is null) <> (amount_minor is null))
);
create index coupons_of_shop on coupons (shop_id, made_at desc);

create table coupon_claims (
  id         uuid primary key,
  coupon_id  uuid not null references coupons (id),
  account_id text not null,
  claimed_at timestamptz not null,
  -- The order that uses it, for as long as that order stands.
  order_id   uuid,
  off_minor  bigint check (off_minor >= 0),
  check ((order_id is null) = (off_minor is null))
);
create index coupon_claims_of_account on coupon_claims (account_id, coupon_id);
create index coupon_claims_of_order on coupon_claims (order_id) where order_id is not null;

-- The one that a room shows.
create table coupon_pins (
  room_id   uuid primary key references rooms (id),
  coupon_id uuid not null references coupons (id)
);
