-- Where somebody has things sent. Orders keep a copy of their own: to change one here changes no order.
create table addresses (
  id         uuid primary key,
  account_id text not null references accounts (id),
  address    jsonb not null,
  is_default boolean not null,
  -- In the order in which they were added.
  place      smallint not null
);
create index addresses_of_account on addresses (account_id, place);
create unique index addresses_default on addresses (account_id) where is_default;
