-- Units of the product that one account may have in all its orders; null for as many as there are.
alter table products add column limit_per_buyer smallint check (limit_per_buyer between 1 and 99);
