-- The pieces of what a row can be found by, for a GIN index: at each place of a word its next three characters, and the
-- last two of it. With the row's bucket (4096 rows that were made one after the other) before each, an index is read
-- bucket by bucket, the newest first, and a search that finds millions ends as soon as a page is full.
create function search_grams(number bigint, said text) returns tsvector language sql immutable strict parallel safe as $$
  select array_to_tsvector(array_agg(to_hex(number >> 12) || '/' || substr(word, at, 3)))
  from string_to_table(said, ' ') word, generate_series(1, greatest(char_length(word) - 1, 1)) at
  where word <> ''
$$;
