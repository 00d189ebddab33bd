-- An application, and what it came to. Whether a badge holds is judged when it is read.
create table verification_applications (
  id              uuid primary key,
  shop_id         uuid not null references shops (id),
  -- Null when it is about the shop itself.
  product_id      uuid references products (id),
  claim           text not null,
  meaning         text not null,
  legal_name      text not null,
  register_number text not null,
  address         text not null,
  note            text not null,
  stage           text not null check (stage in ('waiting', 'accepted', 'declined', 'withdrawn', 'revoked')),
  applied_at      timestamptz not null,
  applied_by      text not null,
  decided_at      timestamptz,
  decided_by      text,
  answer          text not null default '',
  ends_at         timestamptz,
  -- Over the words that were verified.
  accepted_sum    text,
  check ((stage in ('accepted', 'revoked')) = (accepted_sum is not null)),
  check ((product_id is null) = (claim = '')),
  check ((product_id is null) = (legal_name <> ''))
);
create index verifications_of_shop on verification_applications (shop_id, applied_at desc, id);
create index verifications_waiting on verification_applications (applied_at, id) where stage = 'waiting';
create index verifications_accepted on verification_applications (product_id) where stage = 'accepted';

-- The files lie in the data folder, under their ids.
create table verification_documents (
  id              uuid primary key,
  shop_id         uuid not null references shops (id),
  verification_id uuid references verification_applications (id),
  place           smallint,
  name            text not null check (char_length(name) between 1 and 120),
  kind            text not null check (kind in ('pdf', 'jpeg', 'png', 'webp')),
  bytes           integer not null check (bytes > 0),
  at              timestamptz not null,
  by_id           text not null
);
create index verification_documents_of on verification_documents (verification_id, place);
create index verification_documents_of_shop on verification_documents (shop_id);

-- Who did what, for good. It points at nothing: what it names may go, this stays.
create table verification_record (
  id              bigint generated always as identity primary key,
  shop_id         uuid not null,
  verification_id uuid not null,
  at              timestamptz not null,
  act             text not null check (act in ('applied', 'withdrawn', 'accepted', 'declined', 'revoked', 'document_read')),
  by_id           text not null,
  text            text not null
);
create index verification_record_of on verification_record (verification_id, id);

create function verification_record_stays() returns trigger language plpgsql as $$
begin
  raise exception 'The record is only added to.' using errcode = 'insufficient_privilege';
end $$;
create trigger verification_record_stays before update or delete on verification_record
  for each row execute function verification_record_stays();
create trigger verification_record_stays_whole before truncate on verification_record
  for each statement execute function verification_record_stays();
