-- What customers or employees are asked. The draft is worked on; a version is what has been published, and stays.
create table engine.questionnaire (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  name text not null check (length(name) between 1 and 120),
  audience text not null check (audience in ('customers', 'employees')),
  draft jsonb not null,
  draft_number integer not null default 1, -- goes up with each change: nobody overwrites what they have not read
  loop_hours integer check (loop_hours between 1 and 500), -- business hours to call an unhappy customer back; null: nobody does
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (org_id, id)
);
call core.isolate('engine.questionnaire');
call core.show_within_scope('engine.questionnaire');

create table engine.questionnaire_version (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  questionnaire_id uuid not null,
  number integer not null check (number > 0),
  definition jsonb not null,
  published_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, questionnaire_id, number),
  foreign key (org_id, questionnaire_id) references engine.questionnaire
);
call core.isolate('engine.questionnaire_version');
call core.show_within_scope('engine.questionnaire_version');
create function engine.refuse_change() returns trigger language plpgsql as
  $$ begin raise exception 'What has been published stays as it is.' using errcode = 'restrict_violation'; end $$;
create trigger frozen before update on engine.questionnaire_version for each row execute function engine.refuse_change();

-- Where a questionnaire is answered by whoever comes by: the address of a page, a QR code on a counter, a kiosk.
create table engine.answer_link (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  questionnaire_id uuid not null,
  token text not null,
  channel text not null check (channel in ('page', 'qr', 'kiosk')),
  name text not null check (length(name) between 1 and 120),
  site_id uuid, -- null: no site in particular
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, questionnaire_id) references engine.questionnaire,
  foreign key (org_id, site_id) references engine.site
);
create index on engine.answer_link (org_id, questionnaire_id);
create index on engine.answer_link (token);
call core.isolate('engine.answer_link');
call core.scope_by_site('engine.answer_link');
create function engine.answer_link_of(token text) returns table (org_id uuid, id uuid)
  language sql stable security definer set search_path = pg_catalog
  as $$ select l.org_id, l.id from engine.answer_link l where l.token = answer_link_of.token $$;
revoke execute on function engine.answer_link_of from public;
grant execute on function engine.answer_link_of to visavis_gate;

-- One whole answer of a customer. Employees' answers are not here: see ballots.
create table engine.answer (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  submission_id uuid not null, -- the answering page's own: the same sent twice is one answer
  questionnaire_id uuid not null,
  version_id uuid not null,
  link_id uuid,
  channel text not null check (channel in ('page', 'qr', 'kiosk', 'mail', 'api')),
  language text not null,
  site_id uuid,
  person_id uuid, -- null: nobody knows who
  answers jsonb not null,
  marks text[] not null, -- what is counted of it: question=value
  score real check (score between 0 and 100),
  answered_at timestamptz not null default now(),
  day date not null, -- at its site
  counted boolean not null default false,
  primary key (org_id, id),
  unique (org_id, submission_id),
  foreign key (org_id, questionnaire_id) references engine.questionnaire,
  foreign key (org_id, version_id) references engine.questionnaire_version,
  foreign key (org_id, link_id) references engine.answer_link,
  foreign key (org_id, site_id) references engine.site,
  foreign key (org_id, person_id) references engine.person
);
create index on engine.answer (org_id, questionnaire_id, answered_at desc, id desc);
create index on engine.answer (org_id, person_id) where person_id is not null;
create index on engine.answer (org_id, questionnaire_id) where not counted;
call core.isolate('engine.answer');
call core.scope_by_site('engine.answer');

-- How many answered what, each day, at each site: what figures are read from, with the answers that are not counted yet.
-- mark '': how many answered at all.
-- Each is counted twice: on its day, and in its month (`day` is then the first of it), which long periods are read from.
create table engine.answer_count (
  org_id uuid not null default core.current_org(),
  id bigint generated always as identity,
  questionnaire_id uuid not null,
  grain text not null check (grain in ('day', 'month')),
  day date not null,
  site_id uuid,
  channel text not null,
  mark text not null,
  n integer not null check (n >= 0),
  primary key (org_id, id),
  unique nulls not distinct (org_id, questionnaire_id, grain, day, site_id, channel, mark),
  foreign key (org_id, questionnaire_id) references engine.questionnaire,
  foreign key (org_id, site_id) references engine.site
);
call core.isolate('engine.answer_count');
call core.scope_by_site('engine.answer_count');

-- Somebody unhappy is somebody to call back.
alter table engine.request add column answer_id uuid;
alter table engine.request add foreign key (org_id, answer_id) references engine.answer on delete set null (answer_id);
create index on engine.request (org_id, answer_id) where answer_id is not null;

-- What comes with an answer of whoever comes by is nobody's of the house.
alter table engine.file alter column kept_by drop not null;

-- The files that came with answers.
create table engine.answer_file (
  org_id uuid not null default core.current_org(),
  answer_id uuid not null,
  file_id uuid not null,
  primary key (org_id, file_id),
  foreign key (org_id, answer_id) references engine.answer on delete cascade,
  foreign key (org_id, file_id) references engine.file on delete cascade
);
create index on engine.answer_file (org_id, answer_id);
call core.isolate('engine.answer_file');
call core.scope_through('engine.answer_file', 'answer_id', 'engine.answer');
