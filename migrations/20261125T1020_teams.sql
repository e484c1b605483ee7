-- Who works here: an employee is a person, with or without an account that signs in.
create table engine.employee (
  org_id uuid not null default core.current_org(),
  id uuid not null, -- its person, who carries the name
  account_id uuid,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, account_id),
  foreign key (org_id, id) references engine.person
);
call core.isolate('engine.employee');

create table engine.team (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  name text not null check (length(name) between 1 and 80),
  site_id uuid, -- null: of no site, or of several
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, site_id) references engine.site
);
create unique index team_name on engine.team (org_id, lower(name)) where ended_at is null;
call core.isolate('engine.team');

-- Who was in which team when, and at which site. Ended, never deleted; nobody is twice in one at once.
create table engine.team_member (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  team_id uuid not null,
  employee_id uuid not null,
  held tstzrange not null check (not isempty(held) and lower(held) is not null),
  leads boolean not null default false,
  primary key (org_id, id),
  foreign key (org_id, team_id) references engine.team,
  foreign key (org_id, employee_id) references engine.employee,
  constraint once_in_team exclude using gist (org_id with =, team_id with =, employee_id with =, held with &&)
);
create index on engine.team_member (org_id, employee_id);
call core.isolate('engine.team_member');
create table engine.site_member (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  site_id uuid not null,
  employee_id uuid not null,
  held tstzrange not null check (not isempty(held) and lower(held) is not null),
  primary key (org_id, id),
  foreign key (org_id, site_id) references engine.site,
  foreign key (org_id, employee_id) references engine.employee,
  constraint once_at_site exclude using gist (org_id with =, site_id with =, employee_id with =, held with &&)
);
create index on engine.site_member (org_id, employee_id);
call core.isolate('engine.site_member');

-- Scope over people: see decision 0014. A member of some sites and teams looks after the people of these sites, with
-- their teams, and the people of these teams. A team's site, which they see the calls of, is not for that one of theirs.
create function core.current_staff_sites() returns uuid[] language sql stable parallel safe
  as $$ select nullif(current_setting('app.staff_site_ids', true), '')::uuid[] $$;
create function core.current_teams() returns uuid[] language sql stable parallel safe
  as $$ select nullif(current_setting('app.team_ids', true), '')::uuid[] $$;

call core.fence('engine.team',
  'id = any ((select core.current_teams())::uuid[]) or site_id = any ((select core.current_staff_sites())::uuid[])',
  'id = any ((select core.current_teams())::uuid[]) or site_id = any ((select core.current_staff_sites())::uuid[])');
call core.scope_through('engine.team_member', 'team_id', 'engine.team');
call core.fence('engine.site_member', 'site_id = any ((select core.current_staff_sites())::uuid[])',
  'site_id = any ((select core.current_staff_sites())::uuid[])');
-- Their names: of those who are there, and of those who were.
call core.fence('engine.employee',
  'exists (select from engine.team_member m where m.org_id = employee.org_id and m.employee_id = employee.id)
    or exists (select from engine.site_member m where m.org_id = employee.org_id and m.employee_id = employee.id)',
  'exists (select from engine.team_member m where m.org_id = employee.org_id and m.employee_id = employee.id)
    or exists (select from engine.site_member m where m.org_id = employee.org_id and m.employee_id = employee.id)');
call core.fence('engine.person',
  'exists (select from engine.interaction i where i.org_id = person.org_id and i.person_id = person.id)
    or exists (select from engine.employee e where e.org_id = person.org_id and e.id = person.id)',
  'exists (select from engine.employee e where e.org_id = person.org_id and e.id = person.id)');

-- The one predicate for what is told of employees: those who are in scope now.
create function engine.employees_in_scope() returns uuid[]
  language sql stable security definer set search_path = pg_catalog
  as $$ select array(
    select m.employee_id from engine.team_member m join engine.team t on t.org_id = m.org_id and t.id = m.team_id
      where m.org_id = core.current_org() and m.held @> now()
        and (t.id = any (core.current_teams()) or t.site_id = any (core.current_staff_sites()))
    union
    select m.employee_id from engine.site_member m
      where m.org_id = core.current_org() and m.held @> now() and m.site_id = any (core.current_staff_sites())) $$;
-- Fences a table of employees' data by it.
create procedure core.scope_by_employee(tbl regclass, employee_column name default 'employee_id') language plpgsql as $$
declare within text := format('%I = any ((select engine.employees_in_scope())::uuid[])', employee_column);
begin
  call core.fence(tbl, within, within);
end $$;

-- Somebody new in the house, and their person: a member of some sites cannot make a person that nobody sees yet.
create function engine.employ(name text, account_id uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog as $$
declare employee_id uuid;
begin
  insert into engine.person (name) values (employ.name) returning id into employee_id;
  insert into engine.employee (id, account_id) values (employee_id, employ.account_id);
  return employee_id;
end $$;

-- The teams of a member's scope; with them, the sites whose customers' data it covers.
create table core.membership_team (
  org_id uuid not null,
  account_id uuid not null,
  team_id uuid not null,
  primary key (org_id, account_id, team_id),
  foreign key (org_id, account_id) references core.membership on delete cascade,
  foreign key (org_id, team_id) references engine.team
);
grant select, insert, update, delete on core.membership_team to visavis_gate;
create or replace function core.sites_of_member(org_id uuid, account_id uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog
  as $$ select case when not m.whole_org then array(
      select s.site_id from core.membership_site s where s.org_id = m.org_id and s.account_id = m.account_id
      union
      select t.site_id from core.membership_team s join engine.team t on t.org_id = s.org_id and t.id = s.team_id
        where s.org_id = m.org_id and s.account_id = m.account_id and t.site_id is not null and t.ended_at is null) end
    from core.membership m where m.org_id = sites_of_member.org_id and m.account_id = sites_of_member.account_id $$;
-- Of a member, or an API key, of some sites: whose customers' data (siteIds), whose employees' (staff).
create function core.scope_of_member(org_id uuid, account_id uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog
  as $$ select jsonb_build_object('siteIds', core.sites_of_member(scope_of_member.org_id, scope_of_member.account_id),
    'staff', jsonb_build_object(
      'siteIds', array(select s.site_id from core.membership_site s
        where s.org_id = scope_of_member.org_id and s.account_id = scope_of_member.account_id),
      'teamIds', array(select s.team_id from core.membership_team s join engine.team t on t.org_id = s.org_id and t.id = s.team_id
        where s.org_id = scope_of_member.org_id and s.account_id = scope_of_member.account_id and t.ended_at is null))) $$;

-- What happens to members happens at the gate, and is told like the rest.
grant execute on function core.emit to visavis_gate;
revoke execute on function engine.employees_in_scope, engine.employ, core.scope_of_member from public;
grant execute on function engine.employees_in_scope, engine.employ to visavis_app;
grant execute on function core.scope_of_member to visavis_gate;
