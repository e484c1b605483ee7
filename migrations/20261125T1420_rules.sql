-- When something happens, if something holds of it, then something is done. Conditions and actions are data.
create table engine.rule (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  name text not null check (length(name) between 1 and 120),
  event_type text not null,
  site_id uuid, -- null: every site
  condition jsonb not null,
  actions jsonb not null,
  max_per_hour integer not null check (max_per_hour between 1 and 1000000),
  enabled boolean not null default true,
  stopped_reason text, -- why the house itself stopped it: rule.too_often, rule.loop
  stopped_at timestamptz,
  key text, -- what a screen of its own calls it, which alone may then change it
  created_at timestamptz not null default now(),
  removed_at timestamptz, -- its log outlives it
  primary key (org_id, id),
  foreign key (org_id, site_id) references engine.site,
  check ((stopped_reason is null) = (stopped_at is null)),
  check (stopped_reason is null or not enabled)
);
create unique index rule_key on engine.rule (org_id, key, site_id) nulls not distinct where key is not null and removed_at is null;
call core.isolate('engine.rule');
call core.scope_by_site('engine.rule');

-- Whoever holds an organisation's rules in memory asks this one number whether they are still the same.
create table engine.rule_book (
  org_id uuid not null default core.current_org() references core.org,
  version bigint not null,
  primary key (org_id)
);
call core.isolate('engine.rule_book');
create function engine.turn_rule_book() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into engine.rule_book as b (org_id, version) values (new.org_id, 1)
    on conflict (org_id) do update set version = b.version + 1;
  return null;
end $$;
revoke execute on function engine.turn_rule_book from public;
create trigger turn_book after insert or update on engine.rule for each row execute function engine.turn_rule_book();

-- A rule acts upon one thing once, however often it is told of.
create table engine.rule_firing (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  rule_id uuid not null,
  event_id uuid not null,
  subject text not null, -- of the event, or its own id
  facts jsonb not null, -- what was asked about and found, without a person's words
  stopped_reason text, -- why nothing was done
  fired_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, rule_id, subject),
  foreign key (org_id, rule_id) references engine.rule
);
create index on engine.rule_firing (org_id, rule_id, fired_at);
call core.isolate('engine.rule_firing');
call core.scope_through('engine.rule_firing', 'rule_id', 'engine.rule');

-- What came of each action of a firing, for each whom it addresses.
create table engine.rule_effect (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  firing_id uuid not null,
  position smallint not null,
  kind text not null,
  target text not null default '',
  settings jsonb, -- until it is settled
  state text not null check (state in ('waiting', 'done', 'skipped', 'failed')),
  error text, -- the last reason why it is not done
  settled_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, firing_id) references engine.rule_firing,
  check ((settings is null) = (state in ('done', 'skipped')))
);
create index on engine.rule_effect (org_id, firing_id);
call core.isolate('engine.rule_effect');
call core.scope_through('engine.rule_effect', 'firing_id', 'engine.rule_firing');
