-- The last check of the books, one row for the installation. Whoever begins one takes the row first, so that several servers
-- do not do the same work at once.
create table ledger_checks (
  only_one   boolean primary key default true check (only_one),
  started_at timestamptz not null,
  report     jsonb
);
