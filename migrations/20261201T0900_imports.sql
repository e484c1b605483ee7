-- A file of the company's own: customers, sales, costs. Its lines are settled some at a time; a run that was cut goes on after the last of them.
create table engine.import (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  kind text not null,
  file_name text not null,
  file_id uuid, -- until it is done, or nobody ever started it
  columns text[] not null,
  mapping jsonb not null default '{}', -- field → place of its column
  status text not null default 'draft' check (status in ('draft', 'waiting', 'running', 'done', 'failed')),
  failure text, -- code of what made the whole file useless
  lines integer not null default 0,
  created integer not null default 0,
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id)
);
create index on engine.import (created_at);
call core.isolate('engine.import');

-- The line itself is not kept: whoever gave the file has it.
create table engine.import_refusal (
  org_id uuid not null default core.current_org(),
  import_id uuid not null,
  line integer not null,
  code text not null,
  params jsonb not null,
  primary key (org_id, import_id, line),
  foreign key (org_id, import_id) references engine.import on delete cascade
);
call core.isolate('engine.import_refusal');
