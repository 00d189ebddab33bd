-- Where the check of the books is: which changed orders it has seen, and how far its round over everything has come.
alter table ledger_checks add column walk jsonb;

-- What is wrong and was not made good yet. Each is logged once, when it is known to be so.
create table ledger_findings (
  code      text not null,
  thing_id  uuid not null,
  currency  text not null default '',
  scope     text not null,
  -- The thing that is looked at again: an order where one of its payments or refunds is wrong.
  looked_id uuid not null,
  found_at  timestamptz not null,
  -- Empty for what may be made good by itself a moment later, until it was found twice.
  known_at  timestamptz,
  off_minor bigint,
  off_units integer,
  primary key (code, thing_id, currency)
);
create index ledger_findings_known on ledger_findings (known_at) where known_at is not null;
create index ledger_findings_looked on ledger_findings (scope, looked_id);
