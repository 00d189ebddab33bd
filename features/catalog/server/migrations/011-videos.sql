-- A short video of a variant, kept as a file by its id.
create table videos (
  id          uuid primary key,
  shop_id     uuid not null references shops (id),
  -- The upload's own sum: the same file again is the same video.
  sum         text not null,
  kind        text not null check (kind in ('mp4', 'webm')),
  bytes       integer not null check (bytes > 0),
  width       integer not null check (width > 0),
  height      integer not null check (height > 0),
  duration_ms integer not null check (duration_ms > 0),
  at          timestamptz not null default now(),
  unique (shop_id, sum),
  unique (id, shop_id)
);

alter table skus
  add column video_id uuid,
  add foreign key (video_id, shop_id) references videos (id, shop_id);
