-- Charged in a room that is live now; null where there is none.
alter table skus add column live_price_minor bigint check (live_price_minor between 0 and 100000000000);

-- From which time on a variant was offered at which regular price; null from when it was offered no more.
create table sku_prices (
  sku_id       uuid not null references skus (id),
  at           timestamptz not null,
  price_minor  bigint check (price_minor between 0 and 100000000000),
  -- It was offered before the history began, nobody knows at what price.
  began_before boolean not null default false,
  primary key (sku_id, at)
);
insert into sku_prices (sku_id, at, price_minor, began_before)
select s.id, now(), s.price_minor, true from skus s join products p on p.id = s.product_id
where s.for_sale and p.state = 'shown';
