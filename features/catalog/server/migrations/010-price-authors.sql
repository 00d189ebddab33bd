-- Who made the change; null for changes from before this was noted.
alter table sku_prices add column by_account text;
