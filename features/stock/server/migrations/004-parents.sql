-- A hold is written by who has locked the SKU's row. See 011 of the orders.
alter table holds drop constraint holds_sku_id_fkey;
