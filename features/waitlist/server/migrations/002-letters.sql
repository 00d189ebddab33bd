-- A turn that came, to be written about once. The place is the turn: it has one at most, and is gone with it.
create table waitlist_letters (
  place_id uuid primary key,
  due_at   timestamptz not null,
  tries    integer not null default 0
);
create index waitlist_letters_due on waitlist_letters (due_at);
