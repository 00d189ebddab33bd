-- An order may have several payments (a declined one, then another); each is one attempt to move money.
create table payments (
  id           uuid primary key,
  order_id     uuid not null,
  shop_id      uuid not null references shops (id),
  provider     text not null,
  method       jsonb not null,
  amount_minor bigint not null check (amount_minor >= 0),
  currency     text not null,
  state        text not null check (state in ('started', 'declined', 'captured', 'refunding', 'refunded')),
  reference    text,
  code         text,
  refund_id    uuid,
  -- Whether the refund takes back the order, or a capture that came too late for it.
  refund_of    text check (refund_of in ('order', 'late_capture')),
  started_at   timestamptz not null,
  changed_at   timestamptz not null,
  -- When the provider is asked next about a payment that is still open.
  check_at     timestamptz not null,
  checks       integer not null default 0,
  check ((refund_id is null) = (state not in ('refunding', 'refunded')))
);
create index payments_by_order on payments (order_id);
create index payments_to_check on payments (check_at) where state in ('started', 'refunding');

-- Webhooks heard, by the provider's own id: a repeat is answered and does nothing.
create table payment_events (
  provider   text not null,
  event_id   text not null,
  payment_id uuid not null,
  heard_at   timestamptz not null,
  handled_at timestamptz,
  primary key (provider, event_id)
);

-- The sandbox's own book, which stands for a provider's memory on the other side of the network.
create table sandbox_charges (
  payment_id   uuid primary key,
  card         text not null,
  amount_minor bigint not null,
  currency     text not null,
  state        text not null check (state in ('captured', 'declined', 'pending', 'refunded')),
  refund_id    uuid,
  -- Webhooks still to send, and from when on.
  sends_left   integer not null default 0,
  send_at      timestamptz,
  sends        integer not null default 0,
  at           timestamptz not null
);
create index sandbox_charges_to_send on sandbox_charges (send_at) where sends_left > 0;
