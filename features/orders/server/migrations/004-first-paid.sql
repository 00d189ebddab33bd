-- The line was not reserved: its units were for whoever had paid first.
alter table order_lines add column first_paid boolean not null default false;
