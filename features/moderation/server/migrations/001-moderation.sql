-- Who says nothing for a time, in one room or (without a room) in the whole shop. Without an end: until the show's.
create table moderation_mutes (
  id         uuid primary key,
  shop_id    uuid not null references shops (id),
  room_id    uuid,
  account_id text not null,
  by_id      text not null,
  until      timestamptz,
  check (room_id is not null or until is not null)
);
create index moderation_mutes_of_shop on moderation_mutes (shop_id, room_id);
create index moderation_mutes_of_account on moderation_mutes (account_id);

create table moderation_slow (
  room_id uuid primary key,
  shop_id uuid not null references shops (id),
  seconds smallint not null check (seconds between 1 and 600)
);

-- What was done to whom. It points at no room, line or account: those may go, this stays.
create table moderation_audit (
  id      uuid primary key,
  shop_id uuid not null references shops (id),
  room_id uuid not null,
  at      timestamptz not null,
  act     text not null check (act in ('line_removed', 'muted', 'unmuted', 'slow_set')),
  by_id   text not null,
  whom_id text,
  line_id uuid,
  -- What the removed line said: from then on it stands only here.
  text    text,
  scope   text check (scope in ('room', 'shop')),
  until   timestamptz,
  seconds smallint,
  reason  text check (reason in ('spam', 'insult', 'private', 'fraud', 'other'))
);
create index moderation_audit_of_shop on moderation_audit (shop_id, at desc, id);

-- Append only, whoever asks: a trigger binds the tables' owner too, which rights would not.
create function moderation_audit_stays() returns trigger language plpgsql as $$
begin
  raise exception 'The audit is only added to.' using errcode = 'insufficient_privilege';
end $$;
create trigger moderation_audit_stays before update or delete on moderation_audit
  for each row execute function moderation_audit_stays();
create trigger moderation_audit_stays_whole before truncate on moderation_audit
  for each statement execute function moderation_audit_stays();
