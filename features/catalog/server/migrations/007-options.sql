-- Up to three options with their values, in the merchant's order: [{"name": "Colour", "values": ["Red", "Blue"]}].
alter table products add column options jsonb not null default '[]';

alter table skus
  add column code          text check (char_length(code) between 1 and 40),
  -- One value of each option of the product; empty where it has none.
  add column option_values text[] not null default '{}',
  add column picture_id    uuid,
  add foreign key (picture_id, shop_id) references pictures (id, shop_id),
  drop constraint skus_name_check,
  -- A name that is made of three values is longer than one that is typed.
  add check (char_length(name) <= 100);

-- What is off sale keeps its code, and does not keep others from it.
create unique index sku_codes on skus (shop_id, code) where for_sale;
