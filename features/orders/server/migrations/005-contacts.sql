-- Where the receipt goes, of an order whose buyer has no e-mail with the account.
create table order_contacts (
  order_id uuid primary key references orders (id),
  email    text not null check (char_length(email) between 3 and 254)
);
