-- Which published events anybody in an organisation listens to, by the readers that listen to all of them: an event that
-- moves no rule and goes to no webhook costs no job. Kept by those who know, below.
create table core.listener (
  org_id uuid not null references core.org,
  reader text not null,
  event_type text not null,
  primary key (org_id, reader, event_type)
);
-- Two changes of an organisation's listeners pass one after the other: the second then sees the first's rows.
create function core.relisten(org uuid, reader text, types text[]) returns void
language sql security definer set search_path = pg_catalog as $$
  delete from core.listener l where l.org_id = org and l.reader = relisten.reader and l.event_type <> all (types);
  insert into core.listener (org_id, reader, event_type) select org, relisten.reader, t from unnest(types) t on conflict do nothing
$$;
create function engine.relisten_webhooks() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  org uuid := coalesce(new.org_id, old.org_id);
begin
  perform pg_advisory_xact_lock(hashtextextended('listeners ' || org, 0));
  perform core.relisten(org, 'webhooks.tell', array(
    select distinct unnest(w.event_types) from engine.webhook w where w.org_id = org and w.enabled));
  return null;
end $$;
create function engine.relisten_rules() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  org uuid := coalesce(new.org_id, old.org_id);
begin
  perform pg_advisory_xact_lock(hashtextextended('listeners ' || org, 0));
  perform core.relisten(org, 'rules.run', array(
    select distinct r.event_type from engine.rule r where r.org_id = org and r.enabled and r.removed_at is null));
  return null;
end $$;
revoke execute on function core.relisten, engine.relisten_webhooks, engine.relisten_rules from public;
create trigger relisten after insert or update of enabled, event_types or delete on engine.webhook
  for each row execute function engine.relisten_webhooks();
create trigger relisten after insert or update of enabled, event_type, removed_at or delete on engine.rule
  for each row execute function engine.relisten_rules();
insert into core.listener select distinct org_id, 'webhooks.tell', unnest(event_types) from engine.webhook where enabled;
insert into core.listener select distinct org_id, 'rules.run', event_type from engine.rule where enabled and removed_at is null;

-- Screens are told after the commit, by the process: see announce.ts. `heard` readers only where somebody listens.
drop function core.emit(text, jsonb, text[], text);
drop function core.refresh(text, uuid);
create function core.emit(type text, data jsonb, readers text[], heard text[] default '{}')
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  event_id uuid;
  reader text;
begin
  insert into core.event (type, data) values (emit.type, emit.data) returning id into event_id;
  for reader in
    select unnest(readers)
    union all select l.reader from core.listener l
      where l.org_id = core.current_org() and l.reader = any (heard) and l.event_type = emit.type
  loop
    perform core.enqueue('react', jsonb_build_object('eventId', event_id, 'reader', reader));
  end loop;
  return event_id;
end $$;
revoke execute on function core.emit from public;
grant execute on function core.emit to visavis_app, visavis_gate;
