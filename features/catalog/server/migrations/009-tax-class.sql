-- Which of a country's tax rates its goods have.
alter table products add column tax_class text not null default 'standard'
  check (tax_class in ('standard', 'reduced', 'second_reduced', 'zero'));
