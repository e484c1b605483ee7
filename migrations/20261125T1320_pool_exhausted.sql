-- When it was last told that a number had to be taken from its holder: once an hour is enough.
alter table customer.pool add column exhausted_at timestamptz;
