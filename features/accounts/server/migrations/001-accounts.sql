-- The first four tables are the sign-in library's, with names and columns of ours; a test compares them with what it wants.
create table accounts (
  id             text primary key,
  name           text not null,
  email          text not null unique,
  email_verified boolean not null default false,
  image          text,
  -- The name as people read it: without case, width and invisible signs.
  name_key       text,
  -- Made by the first named act: no password, and an address that no mail reaches.
  guest          boolean default false,
  operator       boolean default false,
  banned         boolean default false,
  -- A guest who signed in: what it owned went to this account, and its row stays for the facts that name it.
  moved_to       text references accounts (id),
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now()
);
create index accounts_by_name_key on accounts (name_key) where not guest;

create table sessions (
  id         text primary key,
  account_id text not null references accounts (id) on delete cascade,
  token      text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_account_id_idx on sessions (account_id);

create table credentials (
  id                       text primary key,
  account_id               text not null references accounts (id) on delete cascade,
  provider_id              text not null,
  provider_account_id      text not null,
  password                 text,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now()
);
create index credentials_account_id_idx on credentials (account_id);

create table verifications (
  id         text primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier_idx on verifications (identifier);
