-- Units kept for those of a waitlist whose turn it is: on hand, and not for sale to anybody else.
alter table stock add column turned integer not null default 0 check (turned >= 0);
alter table stock add check (held + turned <= on_hand);
