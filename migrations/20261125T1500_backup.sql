-- What a backup leaves out says so itself: a comment that begins with « @backup none ». A table without rows of value is
-- empty after a restore.
comment on table core.session is '@backup none: a session ended since would live again; everybody signs in anew';
comment on table core.sign_in_failure is '@backup none: counts for minutes only';

-- Jobs that waited when a backup was taken. A restore holds them until somebody decides: some may have been done since,
-- and a trial restore must not write to customers.
create table core.held_job (
  id bigint generated always as identity primary key,
  task text not null,
  queue text,
  payload json not null,
  priority integer not null,
  run_at timestamptz not null,
  max_attempts integer not null,
  attempts integer not null,
  last_error text,
  key text,
  flags jsonb
);

-- Each restore, and whether what must follow it has been done (settled_at): the house does so before it opens.
create table core.restoration (
  id uuid primary key default core.uuidv7(),
  taken_at timestamptz not null,
  restored_at timestamptz not null default now(),
  settled_at timestamptz
);
