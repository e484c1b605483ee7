-- What has been told already, so that it is told once: a pool that is nearly full, a script that is gone…
create table customer.told (
  org_id uuid not null default core.current_org() references core.org,
  what text not null,
  subject text not null,
  level integer not null default 0,
  at timestamptz not null default now(),
  primary key (org_id, what, subject)
);
call core.isolate('customer.told');

-- When a number was called last. Not with org_id first, as everywhere that young databases are looked into by foreign keys.
create index on customer.tracked_call (number_id, started_at);
