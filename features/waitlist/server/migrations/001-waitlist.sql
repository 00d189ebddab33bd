-- Who waits for a SKU that is sold out, one place for an account. A place that is over is deleted.
create table waitlist_places (
  id         uuid primary key,
  sku_id     uuid not null references stock (sku_id),
  shop_id    uuid not null references shops (id),
  account_id text not null references accounts (id),
  quantity   smallint not null check (quantity between 1 and 99),
  -- The order of the line: given while the SKU's stock is locked.
  number     bigint not null generated always as identity,
  -- While it is the turn of this place: so many units are kept for it, until then.
  units      smallint check (units between 1 and quantity),
  until      timestamptz,
  check ((units is null) = (until is null)),
  unique (sku_id, account_id)
);
create index waitlist_line on waitlist_places (sku_id, number) where units is null;
create index waitlist_turns on waitlist_places (until) where units is not null;
create index waitlist_of_account on waitlist_places (account_id);
create index waitlist_of_shop on waitlist_places (shop_id);
