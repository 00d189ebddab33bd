-- How many follow, in sixteen parts by who writes: a host who asks for it in a large room is followed by thousands at once, and they
-- need not wait for one row. A connection has one part, so that two who move their follows cannot wait for each other in a ring; a part
-- alone may be less than nothing. Kept by the database, whoever writes.
set local statement_timeout = 0;
create table follow_counts (
  kind        text not null,
  followed_id text not null,
  part        smallint not null,
  followers   integer not null,
  primary key (kind, followed_id, part)
);

-- What was written counts as much as the trigger says: 1 for what is there now, -1 for what was.
create function count_follows() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate follow_counts;
    return null;
  end if;
  insert into follow_counts as c
  select kind, followed_id, pg_backend_pid() & 15, count(*) * tg_argv[0]::int from written group by 1, 2 order by 1, 2
  on conflict (kind, followed_id, part) do update set followers = c.followers + excluded.followers;
  return null;
end $$;
create trigger follows_come after insert on follows
  referencing new table as written for each statement execute function count_follows('1');
create trigger follows_go after delete on follows
  referencing old table as written for each statement execute function count_follows('-1');
create trigger follows_become after update on follows
  referencing new table as written for each statement execute function count_follows('1');
create trigger follows_were after update on follows
  referencing old table as written for each statement execute function count_follows('-1');
create trigger follows_emptied after truncate on follows for each statement execute function count_follows();

insert into follow_counts
select kind, followed_id, 0, count(*) from follows group by 1, 2;
