-- Since when the limit is as it is: what was bought before does not break it.
alter table products add column limit_set_at timestamptz not null default now();
create function limit_was_set() returns trigger language plpgsql as $$
begin
  new.limit_set_at := now();
  return new;
end $$;
create trigger products_limit_set before update of limit_per_buyer on products
  for each row when (old.limit_per_buyer is distinct from new.limit_per_buyer) execute function limit_was_set();
