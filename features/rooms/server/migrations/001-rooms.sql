create table rooms (
  id               uuid primary key,
  shop_id          uuid not null,
  -- Whose show it is.
  host_id          text not null,
  title            text not null check (char_length(title) between 1 and 80),
  cover_picture_id uuid,
  state            text not null check (state in ('scheduled', 'live', 'ended')),
  created_at       timestamptz not null,
  live_at          timestamptz,
  ended_at         timestamptz,
  check ((state = 'scheduled') = (live_at is null)),
  check ((state = 'ended') = (ended_at is not null)),
  check (live_at >= created_at and ended_at >= live_at),
  unique (id, shop_id)
);
create index rooms_of_shop on rooms (shop_id, created_at desc);

create table room_bag (
  room_id    uuid not null,
  shop_id    uuid not null,
  product_id uuid not null,
  place      smallint not null check (place between 1 and 200),
  primary key (room_id, product_id),
  unique (room_id, place) deferrable initially deferred,
  foreign key (room_id, shop_id) references rooms (id, shop_id)
);
create index rooms_of_product on room_bag (product_id);

-- The places allow three pins, and one of them at most is being explained.
create table room_pins (
  room_id    uuid not null,
  product_id uuid not null,
  place      smallint not null check (place between 1 and 3),
  explaining boolean not null,
  primary key (room_id, place),
  unique (room_id, product_id),
  foreign key (room_id, product_id) references room_bag (room_id, product_id)
);
create unique index one_explained on room_pins (room_id) where explaining;
