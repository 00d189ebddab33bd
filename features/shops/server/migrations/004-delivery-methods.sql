-- The ways of delivery: [{"id", "name", "days", "countries", "costMinor", "freeFromMinor"}]. Null for a shop that has said nothing since
-- there may be several: its one way is what stands in "delivery", under the shop's own id. There the pick-up stays.
alter table shops add column delivery_methods jsonb;
