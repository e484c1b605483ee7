-- Who saw or changed what. The house writes through one function and can take nothing back; a sealer alone numbers the
-- entries and chains them, organisation by organisation.
-- visavis_sealer: reads what waits, writes the chain; sees no other table.
do $$
begin
  begin
    create role visavis_sealer nologin;
  exception when duplicate_object or unique_violation then null; -- roles are shared by the databases of a server
  end;
  if not pg_has_role(current_user, 'visavis_sealer', 'member') then
    grant visavis_sealer to current_user;
  end if;
end $$;
grant usage on schema core to visavis_sealer;

-- Entries as they were written, until they are sealed. No reference to the organisation: the log outlives it, and a
-- check at each write would lock its row.
create table core.audit_inbox (
  org_id uuid not null,
  id uuid not null default core.uuidv7(),
  at timestamptz(3) not null default now(),
  kind text not null check (kind in ('change', 'read', 'refusal', 'access')),
  who text not null check (who in ('account', 'key', 'service', 'command', 'house', 'nobody')),
  who_id uuid,
  address inet,
  verb text not null check (length(verb) between 1 and 120),
  object_type text check (length(object_type) between 1 and 60),
  object_id uuid,
  outcome text not null default 'done' check (length(outcome) between 1 and 80),
  changes jsonb not null default '{}' check (jsonb_typeof(changes) = 'object' and pg_column_size(changes) < 8000),
  request_id text check (length(request_id) between 1 and 100),
  primary key (org_id, id)
);
grant select, delete on core.audit_inbox to visavis_sealer;

-- The chain. What an entry says may be emptied when its time has passed; its place, its instant, its kind and the two
-- hashes stay, so that the chain can be followed for ever.
create table core.audit_entry (
  org_id uuid not null default core.current_org(),
  seq bigint not null check (seq > 0),
  at timestamptz(3) not null,
  kind text not null,
  id uuid, -- random enough to keep an emptied entry from being guessed from its hash
  who text,
  who_id uuid,
  address inet,
  address_salt bytea, -- the content names the address by a salted hash, so that it can go before the rest
  address_hash bytea,
  verb text,
  object_type text,
  object_id uuid,
  outcome text,
  changes jsonb,
  request_id text,
  content_hash bytea not null,
  hash bytea not null,
  primary key (org_id, seq)
);
create index on core.audit_entry (org_id, at, seq);
create index on core.audit_entry (org_id, who_id, at) where who_id is not null;
create index on core.audit_entry (org_id, object_id, at) where object_id is not null;
create index on core.audit_entry (org_id, who_id, address) where verb = 'key.address';
call core.isolate('core.audit_entry');
revoke insert, update, delete on core.audit_entry from visavis_app;
create policy sealer on core.audit_entry to visavis_sealer using (true) with check (true);
grant select, insert on core.audit_entry to visavis_sealer;
grant update (id, who, who_id, address, address_salt, address_hash, verb, object_type, object_id, outcome, changes, request_id)
  on core.audit_entry to visavis_sealer;

-- Where each chain stands, what its last verification found, and how long what it says is kept.
create table core.audit_chain (
  org_id uuid not null default core.current_org(),
  seq bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  sealed_at timestamptz,
  verified_at timestamptz,
  verified_seq bigint,
  broken_seq bigint,
  broken_reason text,
  keep_read_days integer not null default 365 check (keep_read_days > 0), -- and refusals, sign-ins
  keep_change_days integer not null default 1095 check (keep_change_days > 0),
  keep_address_days integer not null default 365 check (keep_address_days > 0),
  purged_at timestamptz,
  primary key (org_id)
);
call core.isolate('core.audit_chain');
revoke insert, update, delete on core.audit_chain from visavis_app;
create policy sealer on core.audit_chain to visavis_sealer using (true) with check (true);
grant select, insert, update on core.audit_chain to visavis_sealer;

-- The one way in. Behind row-level security the organisation is the transaction's own, whatever is given; at the gate,
-- where there is none yet, it is named.
create function core.audit(entries jsonb) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into core.audit_inbox (org_id, at, kind, who, who_id, address, verb, object_type, object_id, outcome, changes, request_id)
  select coalesce(core.current_org(), e.org_id), coalesce(e.at, now()), e.kind, e.who, e.who_id, e.address, e.verb,
    e.object_type, e.object_id, coalesce(e.outcome, 'done'), coalesce(e.changes, '{}'), e.request_id
  from jsonb_to_recordset(entries) as e (org_id uuid, at timestamptz, kind text, who text, who_id uuid, address inet, verb text,
    object_type text, object_id uuid, outcome text, changes jsonb, request_id text)
$$;

-- Writes that an API key is used from an address, unless the log already says so. @returns whether it was new.
create function core.audit_key_address(org_id uuid, key_id uuid, address inet, request_id text) returns boolean
language sql security definer set search_path = pg_catalog as $$
  insert into core.audit_inbox (org_id, kind, who, who_id, address, verb, object_type, object_id, request_id)
  select org_id, 'access', 'key', key_id, address, 'key.address', 'api-keys', key_id, request_id
  where not exists (
    select from core.audit_entry e where e.org_id = audit_key_address.org_id and e.who_id = key_id
      and e.address = audit_key_address.address and e.verb = 'key.address')
  and not exists (
    select from core.audit_inbox e where e.org_id = audit_key_address.org_id and e.who_id = key_id
      and e.address = audit_key_address.address and e.verb = 'key.address')
  returning true
$$;

revoke execute on function core.audit, core.audit_key_address from public;
grant execute on function core.audit to visavis_app, visavis_gate, visavis_sealer;
grant execute on function core.audit_key_address to visavis_gate;
