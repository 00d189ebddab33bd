-- A payment whose order has ended is called off at its provider; a refund may fail there. What the provider keeps for itself
-- is told once, sometimes long after the capture.
alter table payments
  drop constraint payments_state_check,
  add constraint payments_state_check check
    (state in ('started', 'calling_off', 'declined', 'captured', 'refunding', 'refunded', 'refund_failed')),
  drop constraint payments_check,
  add constraint payments_refund_check check
    ((refund_id is null) = (state not in ('refunding', 'refunded', 'refund_failed'))),
  add column fee_minor    bigint,
  add column fee_currency text check (fee_currency ~ '^[A-Z]{3}$'),
  add constraint payments_fee_check check ((fee_minor is null) = (fee_currency is null));
drop index payments_to_check;
create index payments_to_check on payments (check_at) where state in ('started', 'calling_off', 'refunding');

-- A payout is no payment of ours.
alter table payment_events alter column payment_id drop not null;
