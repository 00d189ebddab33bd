-- How many wait for a SKU and how many have a turn, kept by the database whoever writes.
create table waitlist_counts (
  sku_id  uuid primary key references stock (sku_id),
  shop_id uuid not null references shops (id),
  waiting integer not null check (waiting >= 0),
  turns   integer not null check (turns >= 0)
);
create index waitlist_counts_of_shop on waitlist_counts (shop_id) where waiting + turns > 0;

create function keep_waitlist_count() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate waitlist_counts;
    return null;
  end if;
  if tg_op <> 'INSERT' then
    update waitlist_counts set waiting = waiting - (old.units is null)::int, turns = turns - (old.units is not null)::int
    where sku_id = old.sku_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into waitlist_counts as c
    values (new.sku_id, new.shop_id, (new.units is null)::int, (new.units is not null)::int)
    on conflict (sku_id) do update set waiting = c.waiting + excluded.waiting, turns = c.turns + excluded.turns;
  end if;
  return null;
end $$;
create trigger waitlist_places_counted after insert or delete or update of sku_id, units on waitlist_places
  for each row execute function keep_waitlist_count();
create trigger waitlist_places_emptied after truncate on waitlist_places
  for each statement execute function keep_waitlist_count();

insert into waitlist_counts
select sku_id, shop_id, count(*) filter (where units is null), count(units) from waitlist_places group by sku_id, shop_id;
