-- How many follow, in sixteen parts by who does: a host who asks for it in a large room is followed by thousands at once, and they
-- need not wait for one row. Kept by the database, whoever writes.
create table follow_counts (
  kind        text not null,
  followed_id text not null,
  part        smallint not null,
  followers   integer not null,
  primary key (kind, followed_id, part)
);

create function keep_follow_count() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' then
    truncate follow_counts;
    return null;
  end if;
  if tg_op <> 'INSERT' then
    insert into follow_counts as c values (old.kind, old.followed_id, hashtext(old.account_id) & 15, -1)
    on conflict (kind, followed_id, part) do update set followers = c.followers - 1;
  end if;
  if tg_op <> 'DELETE' then
    insert into follow_counts as c values (new.kind, new.followed_id, hashtext(new.account_id) & 15, 1)
    on conflict (kind, followed_id, part) do update set followers = c.followers + 1;
  end if;
  return null;
end $$;
create trigger follows_counted after insert or delete or update on follows
  for each row execute function keep_follow_count();
create trigger follows_emptied after truncate on follows for each statement execute function keep_follow_count();

insert into follow_counts
select kind, followed_id, hashtext(account_id) & 15, count(*) from follows group by 1, 2, 3;
