-- An organisation's own sign-in (OpenID Connect): which provider it trusts to say who somebody is.
create table core.identity_provider (
  id uuid primary key default core.uuidv7(),
  org_id uuid not null references core.org on delete cascade,
  name text not null, -- on its button, before anybody is signed in
  issuer text not null,
  client_id text not null,
  client_secret text not null, -- sealed
  newcomers_role text check (newcomers_role in ('owner', 'administrator', 'marketing', 'supervisor', 'adviser', 'hr', 'auditor')),
  trusts_email boolean not null,
  problem text, -- why it did not answer when it was set; without one, it is offered
  created_at timestamptz not null default now(),
  unique (org_id, issuer, client_id)
);

-- Who is who there: a subject is never given to somebody else, an address of e-mail may be.
create table core.identity (
  provider_id uuid not null references core.identity_provider on delete cascade,
  subject text not null,
  account_id uuid not null references core.account on delete cascade,
  linked_at timestamptz not null default now(),
  primary key (provider_id, subject),
  unique (provider_id, account_id)
);
create index on core.identity (account_id);

alter table core.sign_in_policy add column passwords_for text not null default 'everybody' check (passwords_for in ('everybody', 'owners'));

grant select, insert, update, delete on core.identity_provider, core.identity to visavis_gate;
