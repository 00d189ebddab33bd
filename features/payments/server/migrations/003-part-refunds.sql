-- What went back of a captured payment in parts; a refund of the whole then gives back what is left of it.
alter table payments
  add column refunded_minor bigint not null default 0,
  add constraint payments_refunded_check check (refunded_minor between 0 and amount_minor);

-- The sandbox's own book of refunds: several of one charge, never more than it took.
create table sandbox_refunds (
  refund_id    uuid primary key,
  payment_id   uuid not null references sandbox_charges (payment_id),
  amount_minor bigint not null check (amount_minor >= 0)
);
create index sandbox_refunds_of_payment on sandbox_refunds (payment_id);
