-- The check of the books counts the claims of a coupon.
create index coupon_claims_of_coupon on coupon_claims (coupon_id, account_id);
