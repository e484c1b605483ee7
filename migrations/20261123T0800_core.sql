-- The base of the house: three powerless-to-powerful roles, the organisation, its people's keys, the event stream.
-- visavis_nobody: what a connection is until `db.as` or `db.atGate` says otherwise; sees nothing.
-- visavis_app:    works for one organisation, behind row-level security.
-- visavis_gate:   answers « whose is this? » before there is an organisation: sessions, API keys, public keys.
do $$
declare name text;
begin
  foreach name in array array['visavis_nobody', 'visavis_app', 'visavis_gate'] loop
    begin
      execute format('create role %I nologin', name);
    exception when duplicate_object or unique_violation then null; -- roles are shared by the databases of a server
    end;
    if not pg_has_role(current_user, name, 'member') then
      execute format('grant %I to current_user', name);
    end if;
  end loop;
end $$;

create extension if not exists btree_gist;

create schema if not exists core;
create schema engine;
create schema customer;
grant usage on schema core, engine, customer to visavis_app, visavis_gate;

-- Time-ordered ids (RFC 9562). PostgreSQL has the function from version 18.
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    execute 'create function core.uuidv7() returns uuid language sql volatile parallel safe as ''select pg_catalog.uuidv7()''';
  else
    execute $f$
      create function core.uuidv7() returns uuid language sql volatile parallel safe as $b$
        select encode(
          set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
            placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
            52, 1), 53, 1), 'hex')::uuid
      $b$ $f$;
  end if;
end $$;

create function core.current_org() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;
create function core.current_actor() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;

-- Makes a table a tenant's: each organisation sees and writes its own rows only.
create procedure core.isolate(tbl regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('create policy own_organisation on %s using (org_id = (select core.current_org())) with check (org_id = (select core.current_org()))', tbl);
  execute format('grant select, insert, update, delete on %s to visavis_app', tbl);
end $$;

create table core.org (
  id uuid primary key default core.uuidv7(),
  name text not null,
  created_at timestamptz not null default now()
);
alter table core.org enable row level security;
create policy own_organisation on core.org using (id = (select core.current_org()));
grant select on core.org to visavis_app;
grant select, insert on core.org to visavis_gate;
create policy gate on core.org to visavis_gate using (true) with check (true);

create table core.account (
  id uuid primary key default core.uuidv7(),
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  created_at timestamptz not null default now()
);
create table core.membership (
  org_id uuid not null references core.org,
  account_id uuid not null references core.account,
  role text not null check (role in ('owner', 'administrator', 'marketing', 'supervisor', 'adviser', 'auditor')),
  created_at timestamptz not null default now(),
  primary key (org_id, account_id)
);
create table core.session (
  token_hash bytea primary key,
  org_id uuid not null,
  account_id uuid not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  foreign key (org_id, account_id) references core.membership on delete cascade
);
create index on core.session (expires_at);
create table core.api_key (
  org_id uuid not null references core.org,
  id uuid not null default core.uuidv7(),
  name text not null,
  prefix text not null,
  secret_hash bytea not null unique,
  scopes text[] not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id)
);
create table core.sign_in_failure (
  email text not null,
  at timestamptz not null default now()
);
create index on core.sign_in_failure (email, at);
grant select, insert, update, delete on core.account, core.membership, core.session, core.api_key, core.sign_in_failure to visavis_gate;

-- What happened, told in the transaction in which it happened. Append-only for everybody but the owner.
create table core.event (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  type text not null,
  data jsonb not null,
  actor_id uuid default core.current_actor(),
  at timestamptz not null default now(),
  primary key (org_id, id)
);
create index on core.event (org_id, type, at);
call core.isolate('core.event');
revoke insert, update, delete on core.event from visavis_app;

-- Adds a job of the current organisation, in the caller's transaction.
create function core.enqueue(task text, payload jsonb, run_at timestamptz default null, job_key text default null)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if core.current_org() is null then raise exception 'core.enqueue needs an organisation'; end if;
  perform graphile_worker.add_job(task, (payload || jsonb_build_object('orgId', core.current_org()))::json,
    run_at => enqueue.run_at, job_key => enqueue.job_key);
end $$;

-- Writes an event, wakes its readers (one job each) and the screens that show its topic.
create function core.emit(type text, data jsonb, readers text[], topic text)
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  event_id uuid;
  reader text;
begin
  insert into core.event (type, data) values (emit.type, emit.data) returning id into event_id;
  foreach reader in array readers loop
    perform core.enqueue('react', jsonb_build_object('eventId', event_id, 'reader', reader));
  end loop;
  perform core.refresh(topic);
  return event_id;
end $$;

-- Tells the screens of the current organisation that what a topic shows has changed.
create function core.refresh(topic text) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if topic is not null and core.current_org() is not null then
    perform pg_notify('visavis_live', json_build_object('orgId', core.current_org(), 'topic', topic)::text);
  end if;
end $$;

revoke execute on function core.enqueue, core.emit, core.refresh from public;
grant execute on function core.enqueue, core.emit, core.refresh to visavis_app;
