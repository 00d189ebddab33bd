-- What an operator paid out to one of several shops: who, with which words for the bank, and what the shop had then. The entry of the
-- book has the same id. It points at no account: those may go, this stays.
create table ledger_payouts (
  entry_id     uuid primary key references ledger_entries (id),
  shop_id      uuid not null references shops (id),
  by_id        text not null,
  at           timestamptz not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  due_minor    bigint not null,
  note         text not null check (char_length(note) <= 140),
  -- The last line against paying out what a shop does not have.
  check (amount_minor <= due_minor)
);
create index ledger_payouts_of_shop on ledger_payouts (shop_id, at desc, entry_id);
