-- The rows of an order are written in one transaction, by the order that it makes and from SKUs whose rows it has locked, and
-- orders, SKUs and shops are never deleted. Looking the parents up row by row was a third of what a reservation costs; the check of
-- the books looks for whoever lacks one (parent_gone). The room stays: rooms are deleted.
alter table orders drop constraint orders_shop_id_fkey;
alter table order_lines drop constraint order_lines_order_id_fkey;
alter table order_lines drop constraint order_lines_sku_id_fkey;
alter table order_words drop constraint order_words_order_id_fkey;
