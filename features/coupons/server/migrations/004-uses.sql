-- The shop's list says how many claims of each coupon orders use: counted in the index alone.
set local statement_timeout = 0;
create index coupon_claims_used on coupon_claims (coupon_id) where order_id is not null;
