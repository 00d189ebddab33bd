-- How many stars a product and a host have, kept by the database whoever writes. What was taken away counts nowhere.
set local statement_timeout = 0;
create table review_counts (
  product_id uuid not null,
  rating     smallint not null,
  hidden     boolean not null,
  count      integer not null,
  primary key (product_id, rating, hidden)
);

-- What was written counts as much as the trigger says: 1 for what is there now, -1 for what was.
create function count_reviews() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate review_counts;
    return null;
  end if;
  insert into review_counts as c
  select product_id, rating, hidden is not null, count(*) * tg_argv[0]::int from written where removed_at is null
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (product_id, rating, hidden) do update set count = c.count + excluded.count;
  return null;
end $$;
create trigger reviews_come after insert on reviews
  referencing new table as written for each statement execute function count_reviews('1');
create trigger reviews_go after delete on reviews
  referencing old table as written for each statement execute function count_reviews('-1');
create trigger reviews_become after update on reviews
  referencing new table as written for each statement execute function count_reviews('1');
create trigger reviews_were after update on reviews
  referencing old table as written for each statement execute function count_reviews('-1');
create trigger reviews_emptied after truncate on reviews for each statement execute function count_reviews();

insert into review_counts
select product_id, rating, hidden is not null, count(*) from reviews where removed_at is null group by 1, 2, 3;

create table host_rating_counts (
  host_id text not null,
  rating  smallint not null,
  count   integer not null,
  primary key (host_id, rating)
);

create function count_host_ratings() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate host_rating_counts;
    return null;
  end if;
  insert into host_rating_counts as c
  select host_id, rating, count(*) * tg_argv[0]::int from written group by 1, 2 order by 1, 2
  on conflict (host_id, rating) do update set count = c.count + excluded.count;
  return null;
end $$;
create trigger host_ratings_come after insert on host_ratings
  referencing new table as written for each statement execute function count_host_ratings('1');
create trigger host_ratings_go after delete on host_ratings
  referencing old table as written for each statement execute function count_host_ratings('-1');
create trigger host_ratings_become after update on host_ratings
  referencing new table as written for each statement execute function count_host_ratings('1');
create trigger host_ratings_were after update on host_ratings
  referencing old table as written for each statement execute function count_host_ratings('-1');
create trigger host_ratings_emptied after truncate on host_ratings for each statement execute function count_host_ratings();

insert into host_rating_counts select host_id, rating, count(*) from host_ratings group by 1, 2;

-- What a shop looks for among its reviews is rarely among the newest.
create index reviews_unanswered on reviews (shop_id, written_at desc, id)
  where removed_at is null and hidden is null and answer is null;
create index reviews_hidden on reviews (shop_id, written_at desc, id) where removed_at is null and hidden is not null;

-- Nor are those that everybody sees, where many are hidden.
drop index reviews_newest;
create index reviews_newest on reviews (product_id, written_at desc, id) where removed_at is null and hidden is null;
