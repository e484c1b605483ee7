-- Sessions that are listed, that end when nobody is there any more, and that can be of one organisation among several.

-- Whoever comes in through their organisation's own sign-in has no password here.
alter table core.account alter password_hash drop not null;

alter table core.session add column method text not null default 'password' check (method in ('password', 'single_sign_on'));
create index on core.session (account_id);
alter table core.membership add column last_seen_at timestamptz;

-- How one comes in, by organisation; without a row, as the defaults say.
create table core.sign_in_policy (
  org_id uuid primary key references core.org,
  session_idle_minutes integer not null default 10080 check (session_idle_minutes between 15 and 43200),
  session_max_minutes integer not null default 43200 check (session_max_minutes between 15 and 525600),
  check (session_idle_minutes <= session_max_minutes)
);

-- Somebody whose password was right and who has something left to do, such as to say which organisation.
create table core.sign_in (
  token_hash bytea primary key,
  account_id uuid not null references core.account on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on core.sign_in (expires_at);

grant select, insert, update, delete on core.sign_in_policy, core.sign_in to visavis_gate;
