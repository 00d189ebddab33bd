create index rooms_of_host on rooms (host_id, created_at desc);
