-- Lines are written by the function that writes their entry, with the entry's shop; neither is ever changed or deleted. See 011 of
-- the orders.
alter table ledger_entries drop constraint ledger_entries_shop_id_fkey;
alter table ledger_lines drop constraint ledger_lines_entry_id_fkey;
alter table ledger_lines drop constraint ledger_lines_shop_id_fkey;
