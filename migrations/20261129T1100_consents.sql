-- Consents with their proof: what was read, when and where, and what was said. A text never changes: another is another
-- version. What was said is only ever added to; it goes with the person, or when its time has passed.
create table engine.consent_text (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  version text not null,
  purposes text[] not null check (cardinality(purposes) > 0),
  body text not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, version)
);
call core.isolate('engine.consent_text');
revoke update, delete on engine.consent_text from visavis_app;

create table engine.consent (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  phone text not null,
  purpose text not null,
  given boolean not null,
  text_id uuid, -- what was read; null for what was taken back
  at timestamptz not null,
  place text not null, -- an address of the web, a shop, a form on paper
  recorded_at timestamptz not null default now(),
  recorded_by uuid not null, -- a member or a service account
  primary key (org_id, id),
  foreign key (org_id, text_id) references engine.consent_text,
  check (given = (text_id is not null))
);
create index on engine.consent (org_id, phone, purpose, at desc, id desc);
create index on engine.consent (org_id, text_id);
create index on engine.consent (org_id, at);
call core.isolate('engine.consent');
revoke update on engine.consent from visavis_app;
