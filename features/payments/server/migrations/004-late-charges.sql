-- A payment that was given up as unanswered is looked up a few times more.
drop index payments_to_check;
create index payments_to_check on payments (check_at)
  where state in ('started', 'calling_off', 'refunding')
    or (state = 'declined' and code = 'payment_unanswered' and checks < 8);
