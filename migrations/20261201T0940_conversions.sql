-- Advertising platforms that are told which calls their clicks brought.
create table customer.conversion_destination (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  name text not null,
  platform text not null check (platform in ('google_ads', 'ga4', 'meta')),
  settings jsonb not null, -- account, action, dataset: as the platform names them
  secret text not null, -- sealed
  enabled boolean not null default true,
  min_talk_seconds integer not null,
  first_only boolean not null,
  value_cents bigint, -- of one call; null: without a value
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, name)
);
call core.isolate('customer.conversion_destination');

-- Of one call to one platform: its own id is the key under which the platform takes it once.
create table customer.transmission (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  destination_id uuid not null,
  call_id uuid not null,
  state text not null check (state in ('waiting', 'sent', 'refused', 'withheld')),
  reason text, -- why it is withheld
  answer text, -- the platform's
  at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, destination_id, call_id),
  foreign key (org_id, destination_id) references customer.conversion_destination on delete cascade,
  foreign key (org_id, call_id) references customer.tracked_call
);
create index on customer.transmission (call_id);
create index on customer.transmission (destination_id, at);
call core.isolate('customer.transmission');
call core.scope_through('customer.transmission', 'call_id', 'customer.tracked_call');
