create table ledger_entries (
  id       uuid primary key,
  shop_id  uuid not null references shops (id),
  at       timestamptz not null,
  kind     text not null,
  order_id uuid
);
create index ledger_entries_by_shop on ledger_entries (shop_id, at desc, id);
create index ledger_entries_by_order on ledger_entries (order_id);

create table ledger_lines (
  entry_id     uuid not null references ledger_entries (id),
  position     smallint not null,
  shop_id      uuid not null references shops (id),
  account      text not null check (account in ('provider_receivable', 'sales', 'refunds')),
  amount_minor bigint not null,
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  primary key (entry_id, position)
);
create index ledger_lines_by_account on ledger_lines (shop_id, account, currency) include (amount_minor);

-- One check per statement, over all its lines at once: whatever inserts lines inserts whole, balanced entries.
create function ledger_refuse_unbalanced() returns trigger language plpgsql as $$
declare
  wrong record;
begin
  select entry_id, currency, sum(amount_minor) as total into wrong
  from fresh group by entry_id, currency having sum(amount_minor) <> 0 limit 1;
  if found then
    raise exception 'Ledger entry % is off by % %.', wrong.entry_id, wrong.total, wrong.currency using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger ledger_lines_balance after insert on ledger_lines
  referencing new table as fresh for each statement execute function ledger_refuse_unbalanced();

-- A book is corrected by another entry, never by an eraser.
create function ledger_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger is only added to.' using errcode = 'restrict_violation';
end $$;
create trigger ledger_entries_stay before update or delete or truncate on ledger_entries
  for each statement execute function ledger_refuse_change();
create trigger ledger_lines_stay before update or delete or truncate on ledger_lines
  for each statement execute function ledger_refuse_change();
