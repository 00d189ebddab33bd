-- Where a host made an offer to one person; null for coupons, for offers from before, and when the room is forgotten.
alter table coupons add column room_id uuid references rooms (id);
create index coupons_of_room on coupons (room_id, made_at desc, id) where room_id is not null;
