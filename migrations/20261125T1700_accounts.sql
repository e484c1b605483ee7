-- How people come in: invitations, and new passwords for those who forgot theirs. Only hashes of the tokens are kept.
create table core.invitation (
  org_id uuid not null references core.org,
  id uuid not null default core.uuidv7(),
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'administrator', 'marketing', 'supervisor', 'adviser', 'hr', 'auditor')),
  invited_by uuid not null references core.account,
  token_hash bytea unique, -- null until its letter is written
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  sent_at timestamptz,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id)
);
create unique index invitation_pending on core.invitation (org_id, email) where accepted_at is null and revoked_at is null;

-- Every wish for a new password, of known addresses and of others, so that wishes can be counted.
create table core.password_wish (
  id uuid primary key default core.uuidv7(),
  email text not null,
  address inet, -- from where
  at timestamptz not null default now()
);
create index on core.password_wish (email, at);
create index on core.password_wish (address, at);

create table core.password_reset (
  wish_id uuid primary key, -- one link for each wish
  account_id uuid not null references core.account on delete cascade,
  token_hash bytea not null unique,
  expires_at timestamptz not null,
  used_at timestamptz
);

alter table core.session add column id uuid not null default core.uuidv7() unique, add column user_agent text;
alter table core.sign_in_failure add column address inet;
create index on core.sign_in_failure (address, at);

-- Browsers in which an account has signed in before: guesses made elsewhere do not make them wait.
create table core.known_browser (
  token_hash bytea primary key,
  account_id uuid not null references core.account on delete cascade,
  seen_at timestamptz not null default now()
);
create index on core.known_browser (account_id);

grant select, insert, update, delete on core.known_browser, core.invitation, core.password_wish, core.password_reset to visavis_gate;

-- Adds a job of no organisation: before anybody is known there is none.
create function core.enqueue_at_gate(task text, payload jsonb, job_key text) returns void
  language sql security definer set search_path = pg_catalog
  as $$ select graphile_worker.add_job(enqueue_at_gate.task, enqueue_at_gate.payload::json, job_key => enqueue_at_gate.job_key) $$;
revoke execute on function core.enqueue_at_gate from public;
grant execute on function core.enqueue_at_gate to visavis_gate;
