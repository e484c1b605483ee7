-- A member of some sites only: the same rights, over fewer rows. Held here, whatever a query asks: see decision 0013.
-- visavis_scoped: visavis_app, fenced once more by sites. Whoever works for the whole organisation pays nothing for it.
do $$ begin
  begin
    create role visavis_scoped nologin;
  exception when duplicate_object or unique_violation then null; -- roles are shared by the databases of a server
  end;
  if not pg_has_role('visavis_scoped', 'visavis_app', 'member') then grant visavis_app to visavis_scoped; end if;
  -- Since PostgreSQL 16 a role's maker is its member without being allowed to become it.
  if not pg_has_role(current_user, 'visavis_scoped', case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) then
    execute format('grant visavis_scoped to %I', current_user);
  end if;
end $$;

-- The sites of whom the transaction works for; null when nobody has said: then nothing is in scope.
create function core.current_sites() returns uuid[] language sql stable parallel safe
  as $$ select nullif(current_setting('app.site_ids', true), '')::uuid[] $$;

-- What a member of some sites sees of a table, and may write into it.
create procedure core.fence(tbl regclass, seen text, written text) language plpgsql as $$
begin
  execute format('drop policy if exists within_scope on %s', tbl);
  execute format('create policy within_scope on %s as restrictive to visavis_scoped using (%s) with check (%s)', tbl, seen, written);
end $$;

-- The rows of their sites.
create procedure core.scope_by_site(tbl regclass, site_column name default 'site_id') language plpgsql as $$
declare within text := format('%I = any ((select core.current_sites())::uuid[])', site_column);
begin
  call core.fence(tbl, within, within);
end $$;

-- The rows that hang on one that they see.
create procedure core.scope_through(tbl regclass, col name, parent regclass) language plpgsql as $$
declare within text := format('exists (select from %s p where p.org_id = %s.org_id and p.id = %2$s.%I)', parent,
  (select quote_ident(relname) from pg_class where oid = tbl), col);
begin
  call core.fence(tbl, within, within);
end $$;

-- All rows, to read only: what is the whole organisation's. `addable`: they may add to it, as a word to a vocabulary.
create procedure core.show_within_scope(tbl regclass, addable boolean default false) language plpgsql as $$
begin
  call core.fence(tbl, 'true', addable::text);
  execute format('create policy kept_by_scope on %s as restrictive for delete to visavis_scoped using (false)', tbl);
  if addable then
    execute format('create policy unchanged_by_scope on %s as restrictive for update to visavis_scoped using (false)', tbl);
  end if;
end $$;

-- As before; and a member of some sites sees nothing of the table, until a migration says what.
create or replace procedure core.isolate(tbl regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('create policy own_organisation on %s using (org_id = (select core.current_org())) with check (org_id = (select core.current_org()))', tbl);
  execute format('grant select, insert, update, delete on %s to visavis_app', tbl);
  call core.fence(tbl, 'false', 'false');
end $$;
do $$
declare tbl regclass;
begin
  for tbl in select polrelid from pg_policy where polname = 'own_organisation' and polrelid <> 'core.org'::regclass loop
    call core.fence(tbl, 'false', 'false');
  end loop;
end $$;

call core.scope_by_site('engine.site', 'id');
call core.scope_by_site('engine.line');
call core.scope_by_site('engine.interaction');
call core.scope_by_site('customer.pool');
call core.scope_by_site('customer.tracked_number');
call core.scope_through('customer.lease', 'number_id', 'customer.tracked_number');
call core.scope_by_site('customer.website');
call core.scope_through('customer.visitor', 'website_id', 'customer.website');
call core.scope_through('customer.visit', 'visitor_id', 'customer.visitor');
call core.scope_through('customer.page_view', 'visit_id', 'customer.visit');
call core.scope_by_site('customer.tracked_call');
call core.scope_by_site('customer.alert_recipient');
call core.scope_through('customer.missed_call_alert', 'call_id', 'customer.tracked_call');
-- A campaign runs for all sites: whoever answers its calls must know its name.
call core.show_within_scope('customer.campaign');

-- A person is a customer of all sites: known to a member of some by their calls to these, and met by whoever answers.
call core.fence('engine.person', 'exists (select from engine.interaction i where i.org_id = person.org_id and i.person_id = person.id)', 'false');
call core.scope_through('engine.identity', 'person_id', 'engine.person');

-- The person behind an identifier, met for the first time if need be. Two at once agree on one person.
create function engine.identify(channel text, value text) returns table (person_id uuid, is_new boolean)
  language plpgsql security definer set search_path = pg_catalog as $$
begin
  loop
    select i.person_id, false into person_id, is_new from engine.identity i
      where i.org_id = core.current_org() and i.channel = identify.channel and i.value = identify.value;
    if found then return next; return; end if;
    insert into engine.person default values returning id, true into person_id, is_new;
    insert into engine.identity (channel, value, person_id) values (identify.channel, identify.value, identify.person_id)
      on conflict do nothing;
    if found then return next; return; end if;
    delete from engine.person p where p.org_id = core.current_org() and p.id = identify.person_id;
  end loop;
end $$;
revoke execute on function engine.identify from public;
grant execute on function engine.identify to visavis_app;

-- What a key of some sites brought is understood within its sites. Null: brought for the whole organisation.
alter table engine.delivery add column site_ids uuid[] default core.current_sites();
call core.fence('engine.delivery', 'site_ids <@ (select core.current_sites())', 'site_ids <@ (select core.current_sites())');

-- The sites of a member; none of these for who is of the whole organisation.
alter table core.membership add column whole_org boolean not null default true
  check (whole_org or role not in ('owner', 'administrator'));
create table core.membership_site (
  org_id uuid not null,
  account_id uuid not null,
  site_id uuid not null,
  primary key (org_id, account_id, site_id),
  foreign key (org_id, account_id) references core.membership on delete cascade,
  foreign key (org_id, site_id) references engine.site
);
create table core.api_key_site (
  org_id uuid not null,
  api_key_id uuid not null,
  site_id uuid not null,
  primary key (org_id, api_key_id, site_id),
  foreign key (org_id, api_key_id) references core.api_key on delete cascade,
  foreign key (org_id, site_id) references engine.site
);
alter table core.api_key add column whole_org boolean not null default true;
grant select, insert, update, delete on core.membership_site, core.api_key_site to visavis_gate;

-- Whose data a member sees: null for the whole organisation's.
create function core.sites_of_member(org_id uuid, account_id uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog
  as $$ select case when not m.whole_org then array(select s.site_id from core.membership_site s
      where s.org_id = m.org_id and s.account_id = m.account_id) end
    from core.membership m where m.org_id = sites_of_member.org_id and m.account_id = sites_of_member.account_id $$;
revoke execute on function core.sites_of_member from public;
grant execute on function core.sites_of_member to visavis_gate;

-- Who becomes owner or administrator is of the whole organisation.
create function core.widen_scope() returns trigger language plpgsql as $$
begin
  new.whole_org := new.whole_org or new.role in ('owner', 'administrator');
  return new;
end $$;
create trigger widen_scope before update of role on core.membership for each row execute function core.widen_scope();

-- A live topic is told with the site that it is about: those of other sites do not hear that something happened there.
drop function core.refresh(text);
create function core.refresh(topic text, site uuid default null) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if topic is not null and core.current_org() is not null then
    perform pg_notify('visavis_live', json_build_object('orgId', core.current_org(), 'topic', topic, 'siteId', site)::text);
  end if;
end $$;
create or replace function core.emit(type text, data jsonb, readers text[], topic text)
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  event_id uuid;
  reader text;
begin
  insert into core.event (type, data) values (emit.type, emit.data) returning id into event_id;
  foreach reader in array readers loop
    perform core.enqueue('react', jsonb_build_object('eventId', event_id, 'reader', reader));
  end loop;
  perform core.refresh(topic, (data->>'siteId')::uuid);
  return event_id;
end $$;
revoke execute on function core.refresh from public;
grant execute on function core.refresh to visavis_app;
