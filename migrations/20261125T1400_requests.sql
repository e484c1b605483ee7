-- Anything owed to somebody, with its clock.
create table engine.request (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  subject text not null check (length(subject) between 1 and 200),
  person_id uuid, -- to whom it is owed; null: nobody in particular
  interaction_id uuid, -- what it came from
  site_id uuid, -- null: the whole company's
  owner_id uuid, -- an account of the organisation; null: whoever is there
  opened_at timestamptz not null default now(),
  due_at timestamptz not null,
  closed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, person_id) references engine.person,
  foreign key (org_id, interaction_id) references engine.interaction,
  foreign key (org_id, site_id) references engine.site
);
create index on engine.request (org_id, due_at, id) where closed_at is null;
create index on engine.request (org_id, closed_at desc, id desc) where closed_at is not null;
create index on engine.request (org_id, interaction_id);
call core.isolate('engine.request');

-- What happened to one request, oldest first. Looked for by a key inside of the event, which row-level security would
-- not let an index do: the organisation is written in instead.
create index event_of_request on core.event (org_id, (data ->> 'requestId')) where data ? 'requestId';
create function engine.request_history(id uuid)
  returns table (event_id uuid, type text, data jsonb, actor_id uuid, at timestamptz)
  language sql stable security definer set search_path = pg_catalog
  as $$ select e.id, e.type, e.data, e.actor_id, e.at from core.event e
    where e.org_id = core.current_org() and e.data ? 'requestId' and e.data ->> 'requestId' = request_history.id::text
    order by e.id $$;

-- Those who work in the current organisation: what a screen needs to name somebody, or a letter to reach them.
create function core.colleagues() returns table (id uuid, name text, email text, role text)
  language sql stable security definer set search_path = pg_catalog
  as $$ select a.id, a.name, a.email, m.role from core.membership m join core.account a on a.id = m.account_id
    where m.org_id = core.current_org() order by a.name collate "fr-x-icu", a.id $$;

revoke execute on function engine.request_history, core.colleagues from public;
grant execute on function engine.request_history, core.colleagues to visavis_app;
