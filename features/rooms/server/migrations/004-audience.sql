-- For whom the room is.
alter table rooms add column audience text not null default 'everyone'
  check (audience in ('everyone', 'followers', 'members'));
