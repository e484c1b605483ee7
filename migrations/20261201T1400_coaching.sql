-- What is owed between two people and is nobody else's to read: not of owners, programs or jobs either.
alter table engine.request add column between_two uuid[] check (cardinality(between_two) between 1 and 2); -- accounts; null: not so
create policy between_two on engine.request as restrictive to visavis_app
  using (between_two is null or (select core.current_actor()) = any (between_two))
  with check (between_two is null or (select core.current_actor()) = any (between_two));

-- Its two see it wherever it is of.
call core.fence('engine.request',
  'site_id = any ((select core.current_sites())::uuid[]) or (select core.current_actor()) = any (between_two)',
  'site_id = any ((select core.current_sites())::uuid[]) or (select core.current_actor()) = any (between_two)');

-- How often those of a team sit down with whoever leads it.
create table employee.cadence (
  org_id uuid not null default core.current_org(),
  team_id uuid not null,
  every_weeks integer not null check (every_weeks between 1 and 26),
  primary key (org_id, team_id),
  foreign key (org_id, team_id) references engine.team
);
call core.isolate('employee.cadence');

-- One talk between somebody and whoever leads their team.
create table employee.one_to_one (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  team_id uuid not null,
  employee_id uuid not null,
  employee_account uuid, -- null: they do not sign in
  manager_id uuid not null, -- an account
  due_on date not null,
  shared_at timestamptz, -- when the employee showed what they had prepared
  held_on date,
  ended_at timestamptz, -- it will not be held: somebody left, or another leads
  primary key (org_id, id),
  foreign key (org_id, team_id) references engine.team,
  foreign key (org_id, employee_id) references engine.employee
);
create unique index on employee.one_to_one (org_id, team_id, employee_id) where held_on is null and ended_at is null;
create index on employee.one_to_one (org_id, employee_account);
create index on employee.one_to_one (org_id, manager_id);
call core.isolate('employee.one_to_one');
create policy between_two on employee.one_to_one as restrictive to visavis_app
  using ((select core.current_actor()) in (employee_account, manager_id))
  with check ((select core.current_actor()) in (employee_account, manager_id));
call core.fence('employee.one_to_one', '(select core.current_actor()) in (employee_account, manager_id)',
  '(select core.current_actor()) in (employee_account, manager_id)');

-- What one of the two wrote. What the employee prepares is theirs alone until they show it; points to talk about are both's.
create table employee.one_to_one_note (
  org_id uuid not null default core.current_org(),
  one_to_one_id uuid not null,
  author uuid not null default core.current_actor(),
  kind text not null check (kind in ('pleasures', 'displeasures', 'wishes', 'agenda')),
  words text not null check (length(words) between 1 and 4000),
  primary key (org_id, one_to_one_id, author, kind),
  foreign key (org_id, one_to_one_id) references employee.one_to_one on delete cascade
);
call core.isolate('employee.one_to_one_note');
create policy between_two on employee.one_to_one_note as restrictive to visavis_app
  using (exists (select from employee.one_to_one o where o.org_id = one_to_one_note.org_id and o.id = one_to_one_note.one_to_one_id
    and (one_to_one_note.kind = 'agenda' or o.shared_at is not null or one_to_one_note.author = core.current_actor())))
  with check (author = (select core.current_actor()));
call core.scope_through('employee.one_to_one_note', 'one_to_one_id', 'employee.one_to_one');

-- What they decided: a request between the two.
create table employee.one_to_one_decision (
  org_id uuid not null default core.current_org(),
  one_to_one_id uuid not null,
  request_id uuid not null,
  kind text not null check (kind in ('decision', 'skill')),
  primary key (org_id, request_id),
  foreign key (org_id, one_to_one_id) references employee.one_to_one on delete cascade,
  foreign key (org_id, request_id) references engine.request on delete cascade
);
create index on employee.one_to_one_decision (org_id, one_to_one_id);
call core.isolate('employee.one_to_one_decision');
create policy between_two on employee.one_to_one_decision as restrictive to visavis_app
  using (exists (select from employee.one_to_one o where o.org_id = one_to_one_decision.org_id and o.id = one_to_one_decision.one_to_one_id))
  with check (exists (select from employee.one_to_one o where o.org_id = one_to_one_decision.org_id and o.id = one_to_one_decision.one_to_one_id));
call core.scope_through('employee.one_to_one_decision', 'one_to_one_id', 'employee.one_to_one');

-- Who is in a team with a cadence, and who leads it: the lead who has been longest, of those who sign in.
create view employee.pair with (security_invoker = true) as
  select c.org_id, c.team_id, c.every_weeks, m.employee_id, e.account_id as employee_account, lead.account_id as manager_id
  from employee.cadence c
  join engine.team t on t.org_id = c.org_id and t.id = c.team_id and t.ended_at is null
  cross join lateral (
    select e.id, e.account_id from engine.team_member m
    join engine.employee e on e.org_id = m.org_id and e.id = m.employee_id
    where m.org_id = c.org_id and m.team_id = c.team_id and m.leads and m.held @> now() and e.account_id is not null
    order by lower(m.held), e.id limit 1
  ) lead
  join engine.team_member m on m.org_id = c.org_id and m.team_id = c.team_id and m.held @> now() and m.employee_id <> lead.id
  join engine.employee e on e.org_id = m.org_id and e.id = m.employee_id;

-- The talks of whoever asks, with the names that these go by: whatever teams they look after otherwise.
create function employee.my_one_to_ones() returns table (id uuid, team text, site_id uuid, time_zone text, employee_id uuid,
    employee text, employee_account uuid, manager_id uuid, due_on date, shared_at timestamptz, held_on date, ended_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as $$
  select o.id, t.name, t.site_id, place.time_zone, o.employee_id, p.name, o.employee_account, o.manager_id, o.due_on, o.shared_at,
    o.held_on, o.ended_at
  from employee.one_to_one o
  join engine.team t on t.org_id = o.org_id and t.id = o.team_id
  join engine.person p on p.org_id = o.org_id and p.id = o.employee_id
  left join engine.site place on place.org_id = t.org_id and place.id = t.site_id
  where o.org_id = core.current_org() and core.current_actor() in (o.employee_account, o.manager_id) $$;

-- Plans the next talk of each pair, and ends those that will not be: two who plan at once plan one.
create function employee.plan_one_to_ones(today date) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare org uuid := core.current_org();
begin
  update employee.one_to_one o set ended_at = now()
    where o.org_id = org and o.held_on is null and o.ended_at is null and not exists (
      select from employee.pair p where p.org_id = org and p.team_id = o.team_id and p.employee_id = o.employee_id
        and p.manager_id = o.manager_id);
  insert into employee.one_to_one (org_id, team_id, employee_id, employee_account, manager_id, due_on)
    select org, p.team_id, p.employee_id, p.employee_account, p.manager_id, greatest(today + 1, coalesce((
      select max(o.held_on) + 7 * p.every_weeks from employee.one_to_one o
      where o.org_id = org and o.team_id = p.team_id and o.employee_id = p.employee_id), today + 7))
    from employee.pair p where p.org_id = org
    on conflict do nothing;
  -- Who has begun to sign in since.
  update employee.one_to_one o set employee_account = p.employee_account from employee.pair p
    where o.org_id = org and p.org_id = org and o.held_on is null and o.ended_at is null and p.team_id = o.team_id
      and p.employee_id = o.employee_id and o.employee_account is distinct from p.employee_account;
end $$;

-- Whether talks are held and decide, team by team: how many, never who nor what.
create function employee.cadences(today date, since date)
  returns table (id uuid, name text, every_weeks integer, manager text, people integer, late integer, held integer,
    decided integer, decisions integer, decisions_closed integer, decisions_late integer)
  language sql stable security definer set search_path = pg_catalog as $$
  select t.id, t.name, c.every_weeks,
    (select a.name from employee.pair p join core.account a on a.id = p.manager_id
      where p.org_id = t.org_id and p.team_id = t.id limit 1),
    (select count(*)::int from engine.team_member m where m.org_id = t.org_id and m.team_id = t.id and m.held @> now() and not m.leads),
    (select count(*)::int from employee.one_to_one o where o.org_id = t.org_id and o.team_id = t.id
      and o.held_on is null and o.ended_at is null and o.due_on < today),
    talk.held, talk.decided, talk.decisions, talk.closed, talk.late
  from engine.team t
  left join employee.cadence c on c.org_id = t.org_id and c.team_id = t.id
  cross join lateral (
    select count(distinct o.id)::int as held, count(distinct d.one_to_one_id)::int as decided, count(d.request_id)::int as decisions,
      (count(*) filter (where r.closed_at is not null))::int as closed,
      (count(*) filter (where r.due_at < coalesce(r.closed_at, now())))::int as late
    from employee.one_to_one o
    left join employee.one_to_one_decision d on d.org_id = o.org_id and d.one_to_one_id = o.id
    left join engine.request r on r.org_id = d.org_id and r.id = d.request_id
    where o.org_id = t.org_id and o.team_id = t.id and o.held_on >= cadences.since
  ) talk
  where t.org_id = core.current_org() and t.ended_at is null
  order by t.name collate "fr-x-icu" $$;

-- What was said goes with time, with what was decided; that it was held stays, as a number.
create function employee.purge_one_to_ones(before timestamptz, most integer) returns integer
  language plpgsql security definer set search_path = pg_catalog as $$
declare org uuid := core.current_org(); gone uuid[];
begin
  gone := array(select o.id from employee.one_to_one o
    where o.org_id = org and coalesce(o.held_on, o.ended_at::date) < before::date limit most);
  delete from engine.request r using employee.one_to_one_decision d
    where r.org_id = org and d.org_id = org and d.request_id = r.id and d.one_to_one_id = any (gone);
  delete from employee.one_to_one o where o.org_id = org and o.id = any (gone);
  return cardinality(gone);
end $$;
revoke execute on function employee.my_one_to_ones, employee.plan_one_to_ones, employee.cadences, employee.purge_one_to_ones from public;
grant execute on function employee.my_one_to_ones, employee.plan_one_to_ones, employee.cadences, employee.purge_one_to_ones to visavis_app;
