-- What is known of a file that is kept beside the database, on a disk or in an S3 bucket, under its id.
create table engine.file (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  name text not null, -- as it was given: shown, never a path
  media_type text not null,
  size bigint not null,
  sha256 text not null,
  kept_by uuid not null,
  created_at timestamptz not null default now(),
  -- Written down before the bytes are, and confirmed with what it belongs to: what is never confirmed is taken away.
  confirmed boolean not null default false,
  primary key (org_id, id)
);
create index on engine.file (created_at) where not confirmed;
call core.isolate('engine.file');

-- What proves a consent: a form that was scanned, a letter.
alter table engine.consent add column proof_id uuid,
  add foreign key (org_id, proof_id) references engine.file (org_id, id);
create index on engine.consent (org_id, proof_id) where proof_id is not null;
