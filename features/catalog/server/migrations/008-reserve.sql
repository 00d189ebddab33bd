-- An unpaid order holds units of it so long (null: as long as the installation says), or none: first paid, first served.
alter table products
  add column hold_minutes smallint check (hold_minutes between 1 and 60),
  add column first_paid   boolean not null default false;
