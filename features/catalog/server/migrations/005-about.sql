-- What it does, what it is made of, how to care for it, what is in the box: four short texts, empty where nothing is said.
alter table products add column about jsonb not null default '{"functions": "", "materials": "", "care": "", "box": ""}';
