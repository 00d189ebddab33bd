-- An answer names the line it answers; an emote is one character to a reader and some more as it is written.
alter table barrage_lines add column reply_to uuid;
alter table barrage_lines drop constraint barrage_lines_text_check;
alter table barrage_lines add constraint barrage_lines_text_check
  check (char_length(text) <= 800 and (text = '') = (removed_at is not null));

-- Who pinned which line above the talk, and who took it down.
create table barrage_pins (
  id          uuid primary key,
  room_id     uuid not null,
  shop_id     uuid not null,
  line_id     uuid not null,
  pinned_by   text not null,
  pinned_at   timestamptz not null,
  unpinned_by text,
  unpinned_at timestamptz,
  check ((unpinned_by is null) = (unpinned_at is null))
);
create unique index barrage_pins_one_a_room on barrage_pins (room_id) where unpinned_at is null;
