alter table shops
  add column languages     text[]  not null default '{en}',
  add column tax           jsonb   not null default '{"pricesInclude": true, "rateBp": 0, "rates": [], "taxId": ""}',
  add column delivery      jsonb   not null
    default '{"countries": null, "costMinor": 0, "freeFromMinor": null, "pickup": false, "pickupNote": ""}',
  add column sandbox       boolean not null default true,
  -- Who signs the shop's letters: {"name": ..., "address": ...}; null for the installation's own sender.
  add column sender        jsonb,
  -- What of the set-up was saved and what was passed over; a shop of before this has nothing to be reminded of.
  add column setup_done    text[]  not null default '{}',
  add column setup_skipped text[]  not null default '{}',
  add column setup_away    boolean not null default true;
update shops set languages = array[language];
alter table shops add check (cardinality(languages) between 1 and 3);

create table shop_policies (
  shop_id    uuid not null references shops (id),
  kind       text not null check (kind in ('terms', 'returns', 'privacy', 'imprint')),
  language   text not null,
  text       text not null check (length(text) between 1 and 20000),
  changed_at timestamptz not null,
  primary key (shop_id, kind, language)
);
