create table pictures (
  id         uuid primary key,
  shop_id    uuid not null,
  -- The upload's own sum: the same file again is the same picture.
  sum        text not null,
  width      integer not null check (width > 0),
  height     integer not null check (height > 0),
  widths     integer[] not null check (cardinality(widths) > 0),
  at         timestamptz not null default now(),
  unique (shop_id, sum),
  unique (id, shop_id)
);

create table products (
  id          uuid primary key,
  shop_id     uuid not null,
  title       text not null check (char_length(title) between 1 and 120),
  description text not null check (char_length(description) <= 4000),
  state       text not null check (state in ('draft', 'shown', 'archived')),
  at          timestamptz not null,
  unique (id, shop_id)
);
create index products_of_shop on products (shop_id, at desc);

create table product_pictures (
  product_id uuid not null,
  picture_id uuid not null,
  shop_id    uuid not null,
  place      smallint not null check (place between 0 and 11),
  primary key (product_id, place),
  unique (product_id, picture_id),
  foreign key (product_id, shop_id) references products (id, shop_id),
  foreign key (picture_id, shop_id) references pictures (id, shop_id)
);

-- A variant that was taken out stays, for the orders that name it, but is not for sale.
create table skus (
  id          uuid primary key,
  shop_id     uuid not null,
  product_id  uuid not null,
  name        text not null check (char_length(name) <= 60),
  price_minor bigint not null check (price_minor between 0 and 100000000000),
  place       smallint not null check (place between 0 and 49),
  for_sale    boolean not null,
  foreign key (product_id, shop_id) references products (id, shop_id)
);
create index skus_of_product on skus (product_id, place);
