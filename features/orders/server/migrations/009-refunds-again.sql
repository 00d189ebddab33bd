-- What is given back by hand at the provider nobody here asked for. What failed says why, and what is tried anew says of what.
alter table order_refunds
  alter column by_id drop not null,
  add column again_of uuid references order_refunds (id),
  add column problem  text;
create unique index order_refunds_again on order_refunds (again_of) where again_of is not null and state <> 'failed';

-- Who asked for a refund of the whole, each time: those of parts say so themselves. It points at no account: those may go, this
-- stays.
create table order_refund_asks (
  refund_id uuid primary key,
  order_id  uuid not null references orders (id),
  by_id     text not null,
  at        timestamptz not null,
  -- After one that had failed.
  again     boolean not null
);
create index order_refund_asks_of_order on order_refund_asks (order_id, at);
