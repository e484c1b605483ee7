create schema insight;
grant usage on schema insight to visavis_app, visavis_gate;

-- What the company promises both its customers and its employees, about one thing that both are asked about.
create table insight.commitment (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  title text not null check (length(title) between 1 and 160),
  to_customers text not null check (length(to_customers) between 1 and 600),
  to_employees text not null check (length(to_employees) between 1 and 600),
  dimension text not null,
  owner_id uuid, -- an account: who carries it
  review_on date not null,
  archived_at timestamptz,
  primary key (org_id, id)
);
call core.isolate('insight.commitment');

-- What shows that it is kept, or is not.
create table insight.commitment_evidence (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  commitment_id uuid not null,
  day date not null,
  words text not null check (length(words) between 1 and 600),
  noted_by uuid not null default core.current_actor(),
  primary key (org_id, id),
  foreign key (org_id, commitment_id) references insight.commitment
);
create index on insight.commitment_evidence (org_id, commitment_id, day desc);
call core.isolate('insight.commitment_evidence');

-- Where anybody reads it; no row: nowhere.
create table insight.charter_page (
  org_id uuid primary key default core.current_org() references core.org,
  token text not null
);
create index on insight.charter_page (token);
call core.isolate('insight.charter_page');
create function insight.charter_of(token text) returns uuid
  language sql stable security definer set search_path = pg_catalog
  as $$ select p.org_id from insight.charter_page p where p.token = charter_of.token $$;
revoke execute on function insight.charter_of from public;
grant execute on function insight.charter_of to visavis_gate;
