-- Programs that call the API: what they are, apart from the keys with which they show it. Keys come and go; the log and
-- the counts follow the program.
create table core.service_account (
  org_id uuid not null references core.org,
  id uuid not null default core.uuidv7(),
  name text not null check (length(name) between 1 and 80),
  note text not null default '' check (length(note) <= 500),
  created_by uuid,
  created_at timestamptz not null default now(),
  suspended_at timestamptz, -- its keys open nothing meanwhile
  removed_at timestamptz,
  primary key (org_id, id)
);
grant select, insert, update, delete on core.service_account to visavis_gate;

-- Each key so far was a program of its own: it keeps its id, by which the log knows it.
insert into core.service_account (org_id, id, name, created_by, created_at, removed_at)
  select org_id, id, name, created_by, created_at, revoked_at from core.api_key;
alter table core.api_key add column service_account_id uuid, add column expires_at timestamptz, add column warned_at timestamptz,
  add column rotated_at timestamptz; -- another is in its place: it ends as it should
update core.api_key set service_account_id = id;
alter table core.api_key alter column service_account_id set not null,
  add foreign key (org_id, service_account_id) references core.service_account;
create index on core.api_key (org_id, service_account_id);

-- The log tells the program, whichever of its keys it showed.
drop function core.audit_key_address;
create function core.audit_service_address(org_id uuid, service_account_id uuid, address inet, request_id text) returns boolean
language sql security definer set search_path = pg_catalog as $$
  insert into core.audit_inbox (org_id, kind, who, who_id, address, verb, object_type, object_id, request_id)
  select org_id, 'access', 'service', service_account_id, address, 'key.address', 'service-accounts', service_account_id, request_id
  where not exists (
    select from core.audit_entry e where e.org_id = audit_service_address.org_id and e.who_id = service_account_id
      and e.address = audit_service_address.address and e.verb = 'key.address')
  and not exists (
    select from core.audit_inbox e where e.org_id = audit_service_address.org_id and e.who_id = service_account_id
      and e.address = audit_service_address.address and e.verb = 'key.address')
  returning true
$$;
revoke execute on function core.audit_service_address from public;
grant execute on function core.audit_service_address to visavis_gate;
