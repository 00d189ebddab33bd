-- Units that left through orders, less those that came back: what the journal does not name one by one.
alter table stock add column sold integer not null default 0;

-- Every other change of the units on hand: when, by whom (null: not by a person), by how many, and why.
create table stock_journal (
  id         uuid primary key default gen_random_uuid(),
  sku_id     uuid not null references stock (sku_id),
  shop_id    uuid not null references shops (id),
  at         timestamptz not null,
  account_id text references accounts (id),
  units      integer not null check (units <> 0),
  reason     text not null check (reason in ('received', 'damaged', 'lost', 'counted', 'returned', 'other')),
  note       text not null default '' check (char_length(note) <= 200)
);
create index stock_journal_by_sku on stock_journal (sku_id, at desc, id);

-- The journal begins with what is there.
insert into stock_journal (sku_id, shop_id, at, units, reason)
select sku_id, shop_id, now(), on_hand, 'counted' from stock where on_hand > 0;
