-- A line that was taken out of the talk keeps its place and loses its text.
alter table barrage_lines add column removed_at timestamptz;
alter table barrage_lines drop constraint barrage_lines_text_check;
alter table barrage_lines add constraint barrage_lines_text_check
  check (char_length(text) <= 100 and (text = '') = (removed_at is not null));
