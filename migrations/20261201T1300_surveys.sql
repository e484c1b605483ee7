-- When somebody was written to with a wish of the company's: one clock for surveys and campaigns, of both faces. Nobody's
-- address is here: a hash of it under the organisation's own key.
create table engine.solicitation (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  address_hash text not null,
  about text not null check (about in ('survey')),
  sent_at timestamptz not null,
  primary key (org_id, id)
);
create index on engine.solicitation (org_id, address_hash, sent_at desc);
create index on engine.solicitation (org_id, sent_at);
call core.isolate('engine.solicitation');

-- Who is never to be written to again. It outlives whatever else is known of them.
create table engine.unsolicited (
  org_id uuid not null default core.current_org() references core.org,
  address_hash text not null,
  at timestamptz not null default now(),
  primary key (org_id, address_hash)
);
call core.isolate('engine.unsolicited');

-- How long the company leaves people in peace.
create table engine.solicitation_rule (
  org_id uuid primary key default core.current_org() references core.org,
  rest_days integer not null check (rest_days between 0 and 730),
  most_per_year integer not null check (most_per_year between 1 and 52)
);
call core.isolate('engine.solicitation_rule');

-- One person's own address to answer at: it serves once.
create table engine.invitation (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  questionnaire_id uuid not null,
  token text not null,
  site_id uuid,
  address_hash text not null,
  ends_on date not null,
  primary key (org_id, id),
  foreign key (org_id, questionnaire_id) references engine.questionnaire,
  foreign key (org_id, site_id) references engine.site
);
create index on engine.invitation (token);
call core.isolate('engine.invitation');
call core.scope_by_site('engine.invitation');
create function engine.invitation_of(token text) returns table (org_id uuid, id uuid)
  language sql stable security definer set search_path = pg_catalog
  as $$ select i.org_id, i.id from engine.invitation i where i.token = invitation_of.token $$;
revoke execute on function engine.invitation_of from public;
grant execute on function engine.invitation_of to visavis_gate;

alter table engine.answer add column invitation_id uuid;
alter table engine.answer add foreign key (org_id, invitation_id) references engine.invitation;
create unique index on engine.answer (org_id, invitation_id) where invitation_id is not null;

-- A questionnaire sent to some customers, drawn by lot.
create table customer.survey (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  questionnaire_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  frame text not null check (frame in ('callers', 'buyers')),
  frame_from date not null,
  frame_to date not null check (frame_to >= frame_from),
  per_site integer not null check (per_site between 5 and 5000), -- answers wanted
  expected_rate real not null check (expected_rate between 0.01 and 1),
  reminders integer not null check (reminders between 0 and 3),
  pause_days integer not null check (pause_days between 1 and 60), -- before a reminder, and before more are asked
  ends_on date not null,
  seed text not null, -- who was drawn can be drawn again
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, questionnaire_id) references engine.questionnaire
);
call core.isolate('customer.survey');

-- Those who are alike at one site, as they were counted when the survey began: each stratum is drawn from by itself.
create table customer.survey_stratum (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  survey_id uuid not null,
  site_id uuid,
  cell text not null check (cell in ('answered', 'missed', 'new', 'known')),
  reachable integer not null,
  resting integer not null, -- written to lately
  opposed integer not null,
  unreachable integer not null, -- no address
  target integer not null, -- answers wanted
  invited_at timestamptz, -- the last who were asked
  primary key (org_id, id),
  unique nulls not distinct (org_id, survey_id, site_id, cell),
  foreign key (org_id, survey_id) references customer.survey,
  foreign key (org_id, site_id) references engine.site
);
call core.isolate('customer.survey_stratum');
call core.scope_by_site('customer.survey_stratum');

-- Those who may be asked, in the order of the lot.
create table customer.survey_invitee (
  org_id uuid not null default core.current_org(),
  survey_id uuid not null,
  contact_id uuid not null,
  stratum_id uuid not null,
  rank integer not null,
  invitation_id uuid, -- null: in reserve
  letters integer not null default 0, -- the first, and reminders
  written_at timestamptz, -- when the last was due to leave
    sent integer not null default 0, -- of these, taken by the mail server
  excused text check (excused in ('resting', 'opposed', 'gone')), -- why their turn was passed over
  primary key (org_id, survey_id, contact_id),
  foreign key (org_id, stratum_id) references customer.survey_stratum,
  foreign key (org_id, contact_id) references customer.contact,
  foreign key (org_id, invitation_id) references engine.invitation
);
create index on customer.survey_invitee (org_id, stratum_id, rank);
create index on customer.survey_invitee (org_id, invitation_id) where invitation_id is not null;
call core.isolate('customer.survey_invitee');
call core.scope_through('customer.survey_invitee', 'stratum_id', 'customer.survey_stratum');
