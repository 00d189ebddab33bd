-- What coupons took off the goods, before delivery and tax.
alter table orders add column discount_minor bigint not null default 0 check (discount_minor >= 0);
