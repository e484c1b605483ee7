-- A second factor: a code that changes every half-minute (RFC 6238), and codes on paper for when the telephone is lost.
-- It is an account's own, whatever its organisations. Secrets are sealed; of paper codes only hashes are kept.
create table core.second_factor (
  account_id uuid primary key references core.account on delete cascade,
  secret text, -- null until a first code proved that the telephone has it
  since timestamptz,
  new_secret text, -- being set up, or to replace the other
  last_step bigint not null default 0, -- half-minutes since 1970 of the last code taken: none opens twice
  check ((secret is null) = (since is null))
);
create table core.recovery_code (
  account_id uuid not null references core.account on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

alter table core.sign_in_policy add column second_factor_required boolean not null default false;

-- What somebody whose password was right has left to do; `org_id` once it is known where to.
alter table core.sign_in
  add column next text not null default 'organisation' check (next in ('code', 'organisation', 'second_factor')),
  add column org_id uuid references core.org on delete cascade;
alter table core.sign_in alter next drop default;

grant select, insert, update, delete on core.second_factor, core.recovery_code to visavis_gate;
