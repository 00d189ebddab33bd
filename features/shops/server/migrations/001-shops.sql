create table shops (
  id         uuid primary key,
  name       text not null check (length(name) between 1 and 60),
  currency   text not null check (currency ~ '^[A-Z]{3}$'),
  country    text not null check (country ~ '^[A-Z]{2}$'),
  language   text not null,
  demo       boolean not null default false,
  created_at timestamptz not null default now()
);

create table shop_staff (
  shop_id    uuid not null references shops (id),
  account_id text not null references accounts (id),
  role       text not null check (role in ('host', 'moderator', 'merchant')),
  primary key (shop_id, account_id, role)
);
create index shop_staff_by_account on shop_staff (account_id);
