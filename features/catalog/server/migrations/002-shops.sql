alter table pictures add foreign key (shop_id) references shops (id);
alter table products add foreign key (shop_id) references shops (id);
