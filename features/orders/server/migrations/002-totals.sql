-- What is in the total beside the goods. With tax included, goods and delivery contain it; otherwise it was added to them.
alter table orders
  add column pickup         boolean not null default false,
  add column delivery_minor bigint  not null default 0 check (delivery_minor >= 0),
  add column tax_minor      bigint  not null default 0 check (tax_minor >= 0),
  add column tax_rate_bp    integer not null default 0 check (tax_rate_bp between 0 and 10000),
  add column tax_included   boolean not null default true,
  add check (total_minor >= delivery_minor + case when tax_included then 0 else tax_minor end);
