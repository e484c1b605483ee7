create table engine.site (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  name text not null,
  time_zone text not null,
  phone text not null, -- E.164
  created_at timestamptz not null default now(),
  primary key (org_id, id)
);
call core.isolate('engine.site');

-- A number that a site answers, its own or a tracked one. One site per number.
create table engine.line (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  site_id uuid not null,
  phone text not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, phone),
  foreign key (org_id, site_id) references engine.site
);
call core.isolate('engine.line');

create table engine.person (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  name text,
  created_at timestamptz not null default now(),
  primary key (org_id, id)
);
call core.isolate('engine.person');

-- How a person is recognised on a channel. One identifier belongs to one person.
create table engine.identity (
  org_id uuid not null default core.current_org(),
  channel text not null check (channel in ('phone', 'visitor')),
  value text not null,
  person_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (org_id, channel, value),
  foreign key (org_id, person_id) references engine.person
);
create index on engine.identity (org_id, person_id);
call core.isolate('engine.identity');
