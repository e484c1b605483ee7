create table customer.voice_connection (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  name text not null,
  provider text not null check (provider in ('twilio', 'signalwire', 'telnyx')),
  secret text not null check (length(secret) >= 5),
  forged integer not null default 0,
  last_delivery_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (org_id, id)
);
create unique index voice_connection_id on customer.voice_connection (id, org_id);
call core.isolate('customer.voice_connection');
create function customer.voice_connection_org(id uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog
  as $$ select c.org_id from customer.voice_connection c where c.id = voice_connection_org.id $$;
revoke execute on function customer.voice_connection_org from public;
grant execute on function customer.voice_connection_org to visavis_gate;

-- A call as call tracking sees it: its origin with its probability, and its facts laid out for counting.
create table customer.tracked_call (
  org_id uuid not null default core.current_org(),
  id uuid not null, -- its interaction
  started_at timestamptz not null,
  local_day date not null, -- in the site's time zone, frozen at writing: a conversion per row at reading costs a hundred times more
  local_hour smallint not null,
  local_weekday smallint not null, -- ISO: 1 = Monday
  site_id uuid not null,
  number_id uuid, -- null: the site's own number
  phone text not null, -- dialled
  outcome text not null,
  talk_seconds integer,
  spoken_at timestamptz, -- missed: when its caller was spoken to at last, whoever called
  caller text,
  person_id uuid,
  first_call boolean not null,
  certainty text not null check (certainty in ('support', 'visitor', 'uncertain', 'direct')),
  probability double precision,
  visit_id uuid,
  source text,
  medium text,
  channel text,
  campaign_id uuid,
  campaign text,
  candidates jsonb not null,
  other_probability double precision not null,
  primary key (org_id, id),
  foreign key (org_id, id) references engine.interaction,
  foreign key (org_id, site_id) references engine.site,
  foreign key (org_id, number_id) references customer.tracked_number,
  foreign key (org_id, campaign_id) references customer.campaign
);
create index on customer.tracked_call (org_id, started_at desc, id desc);
create index on customer.tracked_call (org_id, local_day);
create index on customer.tracked_call (org_id, person_id, started_at);
call core.isolate('customer.tracked_call');

create table customer.alert_recipient (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  email text not null,
  site_id uuid, -- null: every site
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique nulls not distinct (org_id, email, site_id),
  foreign key (org_id, site_id) references engine.site
);
call core.isolate('customer.alert_recipient');

-- One missed call, one address, one letter.
create table customer.missed_call_alert (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  call_id uuid not null,
  email text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  primary key (org_id, id),
  unique (org_id, call_id, email),
  foreign key (org_id, call_id) references customer.tracked_call
);
call core.isolate('customer.missed_call_alert');
