-- Other systems that are told what happens here, each at an address, with a secret that signs what it is told.
create table engine.webhook (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  url text not null check (length(url) between 1 and 2000),
  description text not null default '',
  event_types text[] not null,
  contact text, -- who is written to when it is switched off
  enabled boolean not null default true,
  disabled_at timestamptz,
  disabled_because text check (disabled_because in ('gone', 'failing')), -- null: somebody did
  contacted_at timestamptz,
  secret text not null,
  old_secret text, -- signs too until then: the receiver has that long to change
  old_secret_until timestamptz,
  failing_since timestamptz,
  last_attempt_at timestamptz,
  last_status integer,
  last_reason text,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  check (enabled = (disabled_at is null)),
  check ((old_secret is null) = (old_secret_until is null))
);
call core.isolate('engine.webhook');

-- What one of them is told, once: the bytes that are signed, the same at each attempt. Its id is the webhook-id header.
create table engine.webhook_message (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  webhook_id uuid not null,
  key text not null check (length(key) between 1 and 200), -- what it is about: the same again is not told again
  type text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  tries_left integer not null check (tries_left >= 0),
  next_attempt_at timestamptz default now(),
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, webhook_id, key),
  foreign key (org_id, webhook_id) references engine.webhook on delete cascade
);
create index on engine.webhook_message (org_id, webhook_id, id);
create index on engine.webhook_message (org_id, webhook_id, next_attempt_at) where state = 'waiting';
create index on engine.webhook_message (org_id, webhook_id, created_at) where state = 'failed';
create index on engine.webhook_message (org_id, created_at);
call core.isolate('engine.webhook_message');

create table engine.webhook_attempt (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  message_id uuid not null,
  at timestamptz not null,
  duration_ms integer not null,
  status integer, -- null: nobody answered, for the reason
  reason text,
  primary key (org_id, id),
  foreign key (org_id, message_id) references engine.webhook_message on delete cascade,
  check ((status is null) = (reason is not null))
);
create index on engine.webhook_attempt (org_id, message_id, id);
call core.isolate('engine.webhook_attempt');
