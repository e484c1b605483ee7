-- Every contact, on every channel, on one timeline. Calls first; other channels add their kind.
create table engine.interaction (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  channel text not null check (channel in ('call')),
  direction text not null check (direction in ('inbound', 'outbound')),
  brought_by text not null, -- twiml, api, asterisk-cdr, csv
  external_source text not null, -- within it, external_id names the contact once
  external_id text not null,
  site_id uuid not null,
  line_id uuid not null,
  person_id uuid,
  caller text, -- E.164 or a short number; null when hidden
  first_of_person boolean not null,
  event jsonb not null, -- the call as merged so far (CallEvent)
  outcome text not null check (outcome in ('ongoing', 'answered', 'missed')),
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  talk_seconds integer,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, external_source, external_id),
  foreign key (org_id, site_id) references engine.site,
  foreign key (org_id, line_id) references engine.line,
  foreign key (org_id, person_id) references engine.person
);
create index on engine.interaction (org_id, person_id, started_at);
call core.isolate('engine.interaction');

-- What came from outside, as it came. Its key makes a repeated delivery the same delivery.
create table engine.delivery (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  source text not null, -- twiml, api, import
  key text not null,
  context jsonb not null, -- what its handler needs beside the body: connection, format, columns…
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  reason_code text,
  reason_params jsonb,
  attempts integer not null default 0,
  received_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, source, key),
  check ((state = 'refused') = (reason_code is not null))
);
create index on engine.delivery (org_id, state, id);
call core.isolate('engine.delivery');
