-- What each account of a shop holds, up to a moment. What was written after it is added when somebody asks, so that no sale waits
-- for a row that all sales change; a job goes on with the moment once a minute.
set local statement_timeout = 0;
set local maintenance_work_mem = '256MB';
alter table ledger_lines add column written_at timestamptz not null default '-infinity';
alter table ledger_lines alter column written_at set default now();
create index ledger_lines_of_shop on ledger_lines (shop_id, written_at) include (account, currency, amount_minor);
drop index ledger_lines_by_account;

create table ledger_sums (
  shop_id      uuid not null references shops (id),
  account      text not null,
  currency     text not null,
  amount_minor bigint not null,
  lines        bigint not null,
  primary key (shop_id, account, currency)
);
create table ledger_summed (
  only_one boolean primary key default true check (only_one),
  -- All lines that were written before it are in the sums, and no other: whoever writes now began after it. No row while nothing was
  -- summed up.
  before   timestamptz not null
);
insert into ledger_summed (before)
select now() - interval '20 seconds' where exists (select 1 from ledger_lines);
insert into ledger_sums
select shop_id, account, currency, sum(amount_minor), count(*) from ledger_lines
where written_at < now() - interval '20 seconds' group by shop_id, account, currency;
