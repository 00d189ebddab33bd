create table barrage_lines (
  room_id    uuid not null,
  number     bigint not null check (number > 0),
  -- Made by the client: the same id gives the same line.
  id         uuid not null,
  shop_id    uuid not null,
  account_id text not null,
  badge      text check (badge in ('host', 'moderator', 'buyer')),
  text       text not null check (char_length(text) between 1 and 100),
  at         timestamptz not null,
  primary key (room_id, number),
  unique (room_id, id)
);
create index barrage_lines_of_account on barrage_lines (account_id);
