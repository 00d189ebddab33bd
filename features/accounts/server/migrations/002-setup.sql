-- Each set-up key opens one account; the number of used ones says which key is next.
create table setup_keys (
  number     integer primary key,
  account_id text not null references accounts (id),
  used_at    timestamptz not null
);
