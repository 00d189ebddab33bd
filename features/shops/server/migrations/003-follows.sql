-- Who follows a shop or a host. A host is an account, a shop a shop: what is followed is told by its kind.
create table follows (
  kind        text not null check (kind in ('shop', 'host')),
  followed_id text not null,
  account_id  text not null references accounts (id),
  at          timestamptz not null,
  primary key (kind, followed_id, account_id)
);
create index follows_of_account on follows (account_id, kind);

-- Whom the merchant has made a member.
create table shop_members (
  shop_id    uuid not null references shops (id),
  account_id text not null references accounts (id),
  by_id      text not null,
  at         timestamptz not null,
  primary key (shop_id, account_id)
);
create index shop_members_of_account on shop_members (account_id);
