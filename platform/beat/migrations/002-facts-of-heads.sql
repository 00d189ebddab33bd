-- Facts are written by the very statement that makes or moves their stream's head, and are deleted before it: looking each one's
-- stream up once more was a fifth of what telling costs.
alter table facts drop constraint facts_stream_fkey;
