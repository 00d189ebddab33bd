-- How many stars a product and a host have, kept by the database whoever writes. What was taken away counts nowhere.
create table review_counts (
  product_id uuid not null,
  rating     smallint not null,
  hidden     boolean not null,
  count      integer not null check (count >= 0),
  primary key (product_id, rating, hidden)
);

create function keep_review_count() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate review_counts;
    return null;
  end if;
  if tg_op <> 'INSERT' and old.removed_at is null then
    update review_counts set count = count - 1
    where product_id = old.product_id and rating = old.rating and hidden = (old.hidden is not null);
  end if;
  if tg_op <> 'DELETE' and new.removed_at is null then
    insert into review_counts as c values (new.product_id, new.rating, new.hidden is not null, 1)
    on conflict (product_id, rating, hidden) do update set count = c.count + 1;
  end if;
  return null;
end $$;
create trigger reviews_counted after insert or delete or update of product_id, rating, hidden, removed_at on reviews
  for each row execute function keep_review_count();
create trigger reviews_emptied after truncate on reviews for each statement execute function keep_review_count();

insert into review_counts
select product_id, rating, hidden is not null, count(*) from reviews where removed_at is null group by 1, 2, 3;

create table host_rating_counts (
  host_id text not null,
  rating  smallint not null,
  count   integer not null check (count >= 0),
  primary key (host_id, rating)
);

create function keep_host_rating_count() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate host_rating_counts;
    return null;
  end if;
  if tg_op <> 'INSERT' then
    update host_rating_counts set count = count - 1 where host_id = old.host_id and rating = old.rating;
  end if;
  if tg_op <> 'DELETE' then
    insert into host_rating_counts as c values (new.host_id, new.rating, 1)
    on conflict (host_id, rating) do update set count = c.count + 1;
  end if;
  return null;
end $$;
create trigger host_ratings_counted after insert or delete or update of host_id, rating on host_ratings
  for each row execute function keep_host_rating_count();
create trigger host_ratings_emptied after truncate on host_ratings for each statement execute function keep_host_rating_count();

insert into host_rating_counts select host_id, rating, count(*) from host_ratings group by 1, 2;

-- What a shop looks for among its reviews is rarely among the newest.
create index reviews_unanswered on reviews (shop_id, written_at desc, id)
  where removed_at is null and hidden is null and answer is null;
create index reviews_hidden on reviews (shop_id, written_at desc, id) where removed_at is null and hidden is not null;

-- Nor are those that everybody sees, where many are hidden.
drop index reviews_newest;
create index reviews_newest on reviews (product_id, written_at desc, id) where removed_at is null and hidden is null;
