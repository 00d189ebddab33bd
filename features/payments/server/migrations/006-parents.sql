-- A payment is written with its order, whose shop it has. See 011 of the orders.
alter table payments drop constraint payments_shop_id_fkey;
