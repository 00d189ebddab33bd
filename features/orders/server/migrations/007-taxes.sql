-- Rates of several classes in one order, and how it goes. Null for orders of before, and for those that a server of before places
-- while servers are replaced: their one rate is tax_rate_bp, which is the highest of the others. [{"rateBp", "netMinor", "taxMinor"}]
alter table orders
  add column tax_lines jsonb,
  -- {"id", "name", "days"}, as the shop called it then.
  add column delivery  jsonb;
-- Null: the order's tax_rate_bp.
alter table order_lines add column tax_rate_bp integer check (tax_rate_bp between 0 and 10000);
-- How the last paid order that was delivered went.
alter table checkouts add column delivery_id uuid;
