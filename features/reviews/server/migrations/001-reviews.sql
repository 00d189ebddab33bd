-- One of each buyer and product, for ever: what is taken away keeps its row, so that a hiding is not evaded by writing anew.
create table reviews (
  id          uuid primary key,
  shop_id     uuid not null references shops (id),
  product_id  uuid not null references products (id),
  account_id  text not null,
  rating      smallint not null check (rating between 1 and 5),
  text        text not null check (char_length(text) <= 2000),
  picture_ids uuid[] not null check (cardinality(picture_ids) <= 4),
  written_at  timestamptz not null,
  changed_at  timestamptz,
  removed_at  timestamptz,
  hidden      text check (hidden in ('insult', 'private', 'spam', 'off_topic', 'unlawful')),
  answer      text check (char_length(answer) between 1 and 1000),
  answered_at timestamptz,
  unique (product_id, account_id),
  check ((answer is null) = (answered_at is null)),
  check (removed_at is null or (text = '' and picture_ids = '{}' and answer is null))
);
create index reviews_of_account on reviews (account_id);
create index reviews_newest on reviews (product_id, written_at desc, id) where removed_at is null;
create index reviews_by_rating on reviews (product_id, rating, written_at desc, id) where removed_at is null and hidden is null;
create index reviews_of_shop on reviews (shop_id, written_at desc, id) where removed_at is null;

-- Who uploaded which picture for which product. The same file is the same picture, whoever sends it.
create table review_pictures (
  picture_id uuid not null references pictures (id),
  product_id uuid not null references products (id),
  account_id text not null,
  primary key (account_id, product_id, picture_id)
);

-- Who hid or showed what, with what it said then. It points at no review or account: those may go, this stays.
create table review_record (
  id         uuid primary key,
  shop_id    uuid not null references shops (id),
  review_id  uuid not null,
  product_id uuid not null,
  author_id  text not null,
  at         timestamptz not null,
  act        text not null check (act in ('hidden', 'shown')),
  by_id      text not null,
  reason     text,
  rating     smallint not null,
  text       text not null,
  check ((act = 'hidden') = (reason is not null))
);
create index review_record_of_shop on review_record (shop_id, at desc, id);

create function review_record_stays() returns trigger language plpgsql as $$
begin
  raise exception 'The record is only added to.' using errcode = 'insufficient_privilege';
end $$;
create trigger review_record_stays before update or delete on review_record
  for each row execute function review_record_stays();
create trigger review_record_stays_whole before truncate on review_record
  for each statement execute function review_record_stays();

create table host_ratings (
  host_id    text not null,
  account_id text not null,
  rating     smallint not null check (rating between 1 and 5),
  rated_at   timestamptz not null,
  primary key (host_id, account_id),
  check (host_id <> account_id)
);
create index host_ratings_of_account on host_ratings (account_id);
