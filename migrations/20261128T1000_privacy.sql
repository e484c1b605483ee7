-- How long personal data of each kind is kept, what was removed when its time had passed, and who was erased at their wish.

-- Without a row, as the kind itself says.
create table engine.retention (
  org_id uuid not null default core.current_org() references core.org,
  kind text not null,
  days integer not null check (days between 1 and 3650),
  primary key (org_id, kind)
);
call core.isolate('engine.retention');

-- The proof of each removal, written in the transaction that removes. Nobody changes it.
create table engine.purge (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  kind text not null,
  days integer not null, -- the rule then
  until timestamptz not null, -- all before it
  removed integer not null check (removed > 0),
  at timestamptz not null default now(),
  primary key (org_id, id)
);
create index on engine.purge (org_id, kind, at desc);
call core.isolate('engine.purge');

-- That somebody was erased, without saying who: a keyed hash of their number, which this installation alone can make.
create table engine.erasure (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  subject_hash text not null,
  removed jsonb not null, -- how much of each kind
  opposed boolean not null, -- their calls are counted without a number from then on
  at timestamptz not null default now(),
  primary key (org_id, id)
);
create index on engine.erasure (org_id, subject_hash) where opposed;
call core.isolate('engine.erasure');

revoke update, delete on engine.purge, engine.erasure from visavis_app;

-- An erased number is not a hidden one: figures stay as they were.
alter table customer.tracked_call add column erased boolean not null default false;
-- Whose number is to go when they have not called for years.
create index on engine.interaction (org_id, started_at) where caller is not null;
-- What is too old, found without reading all.
create index on customer.visit (org_id, last_seen_at);
create index on engine.rule_firing (org_id, fired_at);
create index if not exists delivery_received on engine.delivery (org_id, received_at);
