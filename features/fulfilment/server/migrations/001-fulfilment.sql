-- How an order goes to its buyer. `ready` waits to be fetched; `sent` was shipped or handed over.
create table parcels (
  order_id uuid primary key references orders (id),
  state    text not null check (state in ('ready', 'sent')),
  carrier  text not null check (char_length(carrier) <= 60),
  number   text not null check (char_length(number) <= 60),
  at       timestamptz not null
);

create table returns (
  id         uuid primary key,
  order_id   uuid not null references orders (id),
  shop_id    uuid not null references shops (id),
  reason     text not null check (reason in ('unwanted', 'unfit', 'unlike', 'damaged', 'wrong', 'late', 'other')),
  note       text not null check (char_length(note) <= 300),
  state      text not null check (state in ('asked', 'accepted', 'declined')),
  answer     text not null default '' check (char_length(answer) <= 300),
  asked_at   timestamptz not null,
  decided_at timestamptz,
  -- What the money goes back under.
  refund_id  uuid references order_refunds (id),
  check ((decided_at is null) = (state = 'asked')),
  check ((refund_id is not null) = (state = 'accepted'))
);
create index returns_of_order on returns (order_id, asked_at);
create unique index returns_one_open on returns (order_id) where state = 'asked';
create index returns_open_of_shop on returns (shop_id, asked_at) where state = 'asked';

create table return_lines (
  return_id uuid not null references returns (id),
  sku_id    uuid not null references skus (id),
  units     integer not null check (units > 0),
  primary key (return_id, sku_id)
);

-- What buyers are to be written about, kept with what happened. `ref_id`: the order, the refund or the return.
create table order_letters (
  order_id uuid not null references orders (id),
  kind     text not null check (kind in ('paid', 'shipped', 'ready', 'refunded', 'return_decided')),
  ref_id   uuid not null,
  due_at   timestamptz not null,
  tries    integer not null default 0,
  sent_at  timestamptz,
  primary key (order_id, kind, ref_id)
);
create index order_letters_to_send on order_letters (due_at) where sent_at is null;

-- The language in which a buyer asked last.
create table buyer_languages (
  account_id text primary key references accounts (id),
  language   text not null
);
