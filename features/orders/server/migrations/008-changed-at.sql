-- When an order, one of its payments or one of its refunds was written last, by the database's clock: what the check of the
-- books looks at first. Orders of before are looked at in its round over everything.
alter table orders add column changed_at timestamptz not null default now();
create index orders_changed on orders (changed_at, id);
