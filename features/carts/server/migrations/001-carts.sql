-- What somebody means to buy. A line remembers its room, which has prices of its own; null when that room is gone.
create table cart_lines (
  account_id    text not null references accounts (id),
  sku_id        uuid not null references skus (id),
  room_id       uuid references rooms (id),
  quantity      integer not null check (quantity between 1 and 99),
  -- What the page showed when it was put in: to say what has changed, never to sell at.
  shown_minor   bigint not null check (shown_minor between 0 and 100000000000),
  shown_in_deal boolean not null,
  put_at        timestamptz not null,
  unique nulls not distinct (account_id, sku_id, room_id)
);
create index cart_lines_by_room on cart_lines (room_id) where room_id is not null;
