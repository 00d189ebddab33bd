alter table rooms add foreign key (shop_id) references shops (id);
