-- A payout that the bank gave back: who wrote that down, when and why. The entry of the book takes back what the payout's says. A payout
-- comes back once. It points at no account: those may go, this stays.
create table ledger_payout_returns (
  payout_id uuid primary key references ledger_payouts (entry_id),
  entry_id  uuid not null unique references ledger_entries (id),
  by_id     text not null,
  at        timestamptz not null,
  reason    text not null check (char_length(reason) between 1 and 140)
);
