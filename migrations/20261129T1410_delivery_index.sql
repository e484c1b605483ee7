-- The same for raw deliveries, which are looked for by their id and key while statistics are unknown.
drop index engine.delivery_received;
create index on engine.delivery (received_at);
