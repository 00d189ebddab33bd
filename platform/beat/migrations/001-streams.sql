-- The head of each stream. It is updated last in a transaction, so the order of numbers is the order of commits.
create table streams (
  stream text primary key,
  epoch  bigint not null,
  head   bigint not null check (head >= 0)
);

create table facts (
  stream text   not null references streams (stream),
  number bigint not null check (number > 0),
  at     timestamptz not null,
  kind   text   not null,
  body   jsonb  not null,
  primary key (stream, number)
);

-- Every write carries a client-made id; the same id gives the same answer.
create table commands (
  id     uuid primary key,
  actor  text not null,
  act    text not null,
  sum    text not null,
  answer jsonb,
  at     timestamptz not null default now()
);
create index commands_by_age on commands (at);
