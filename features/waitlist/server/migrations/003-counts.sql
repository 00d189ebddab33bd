-- How many wait for a SKU and how many have a turn, kept by the database whoever writes.
set local statement_timeout = 0;
create table waitlist_counts (
  sku_id  uuid primary key references stock (sku_id),
  shop_id uuid not null references shops (id),
  waiting integer not null,
  turns   integer not null
);
create index waitlist_counts_of_shop on waitlist_counts (shop_id) where waiting + turns > 0;

-- What was written counts as much as the trigger says: 1 for what is there now, -1 for what was.
create function count_waitlist_places() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate waitlist_counts;
    return null;
  end if;
  insert into waitlist_counts as c
  select sku_id, shop_id, count(*) filter (where units is null) * tg_argv[0]::int, count(units) * tg_argv[0]::int from written
  group by sku_id, shop_id order by sku_id
  on conflict (sku_id) do update set waiting = c.waiting + excluded.waiting, turns = c.turns + excluded.turns;
  return null;
end $$;
create trigger waitlist_places_come after insert on waitlist_places
  referencing new table as written for each statement execute function count_waitlist_places('1');
create trigger waitlist_places_go after delete on waitlist_places
  referencing old table as written for each statement execute function count_waitlist_places('-1');
create trigger waitlist_places_become after update on waitlist_places
  referencing new table as written for each statement execute function count_waitlist_places('1');
create trigger waitlist_places_were after update on waitlist_places
  referencing old table as written for each statement execute function count_waitlist_places('-1');
create trigger waitlist_places_emptied after truncate on waitlist_places
  for each statement execute function count_waitlist_places();

insert into waitlist_counts
select sku_id, shop_id, count(*) filter (where units is null), count(units) from waitlist_places group by sku_id, shop_id;
