create schema employee;
grant usage on schema employee to visavis_app, visavis_gate;

-- Employees are asked once, by tickets that nobody has a name for; what they answered is read once it is over.
create table employee.wave (
  org_id uuid not null default core.current_org() references core.org,
  id uuid not null default core.uuidv7(),
  questionnaire_id uuid not null,
  version_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  opened_at timestamptz not null default now(),
  closes_on date not null,
  council_informed_on date, -- the works council, before; null: there is none
  closed_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, questionnaire_id) references engine.questionnaire,
  foreign key (org_id, version_id) references engine.questionnaire_version
);
call core.isolate('employee.wave');

-- Those who work together when a wave opens: how many tickets they have, how many have served once it is over.
create table employee.wave_group (
  org_id uuid not null default core.current_org(),
  id uuid not null default core.uuidv7(),
  wave_id uuid not null,
  site_id uuid,
  team_id uuid,
  issued integer not null check (issued > 0),
  primary key (org_id, id),
  unique nulls not distinct (org_id, wave_id, site_id, team_id),
  foreign key (org_id, wave_id) references employee.wave,
  foreign key (org_id, site_id) references engine.site,
  foreign key (org_id, team_id) references engine.team
);
call core.isolate('employee.wave_group');

-- One per employee, handed out by nobody of the house: only its hash is here, and no name. Gone once the wave is over.
create table employee.ticket (
  org_id uuid not null default core.current_org(),
  group_id uuid not null,
  token_hash bytea not null,
  used boolean not null default false,
  primary key (org_id, token_hash),
  foreign key (org_id, group_id) references employee.wave_group
);
create index on employee.ticket (token_hash);
create index on employee.ticket (org_id, group_id);
call core.isolate('employee.ticket');
create function employee.ticket_of(token_hash bytea) returns table (org_id uuid, group_id uuid, used boolean)
  language sql stable security definer set search_path = pg_catalog
  as $$ select t.org_id, t.group_id, t.used from employee.ticket t where t.token_hash = ticket_of.token_hash $$;
revoke execute on function employee.ticket_of from public;
grant execute on function employee.ticket_of to visavis_gate;

-- What somebody answered: no person, no ticket, no hour, and an id that tells no order. The application puts ballots in,
-- and reads them by the functions below only: how many gave which mark, once the wave is over.
create table employee.ballot (
  org_id uuid not null default core.current_org(),
  id uuid not null default gen_random_uuid(),
  group_id uuid not null,
  answers jsonb not null,
  marks text[] not null,
  primary key (org_id, id),
  foreign key (org_id, group_id) references employee.wave_group
);
create index on employee.ballot (org_id, group_id);
call core.isolate('employee.ballot');
revoke select, update, delete on employee.ballot from visavis_app;

-- Closes a wave: its ballots are written anew in a random order, so that not even the order of the rows or the number of
-- the transaction tells when one came in; its tickets go.
create function employee.close_wave(wave_id uuid) returns void
  language plpgsql security definer set search_path = pg_catalog as $$
declare org uuid := core.current_org();
begin
  update employee.wave w set closed_at = now() where w.org_id = org and w.id = close_wave.wave_id and w.closed_at is null;
  if not found then return; end if;
  create temporary table shuffled on commit drop as
    select b.group_id, b.answers, b.marks from employee.ballot b
    join employee.wave_group g on g.org_id = b.org_id and g.id = b.group_id
    where b.org_id = org and g.wave_id = close_wave.wave_id;
  delete from employee.ballot b using employee.wave_group g
    where b.org_id = org and g.org_id = org and g.id = b.group_id and g.wave_id = close_wave.wave_id;
  insert into employee.ballot (org_id, group_id, answers, marks)
    select org, s.group_id, s.answers, s.marks from pg_temp.shuffled s order by random();
  delete from employee.ticket t using employee.wave_group g
    where t.org_id = org and g.org_id = org and g.id = t.group_id and g.wave_id = close_wave.wave_id;
end $$;
revoke execute on function employee.close_wave from public;
grant execute on function employee.close_wave to visavis_app;

-- mark '': a whole ballot.
create function employee.count_ballots(wave_id uuid) returns table (site_id uuid, team_id uuid, mark text, n integer)
  language sql stable security definer set search_path = pg_catalog as $$
  select g.site_id, g.team_id, m.mark, count(*)::int
  from employee.wave w
  join employee.wave_group g on g.org_id = w.org_id and g.wave_id = w.id
  join employee.ballot b on b.org_id = g.org_id and b.group_id = g.id
  cross join lateral unnest(b.marks || '{""}'::text[]) m (mark)
  where w.org_id = core.current_org() and w.id = count_ballots.wave_id and w.closed_at is not null
  group by 1, 2, 3 $$;
revoke execute on function employee.count_ballots from public;
grant execute on function employee.count_ballots to visavis_app;

-- What was written, of all together only, shuffled, and from so many texts on.
create function employee.ballot_words(wave_id uuid, question text, at_least integer) returns table (words text)
  language sql volatile security definer set search_path = pg_catalog as $$
  with said as (
    select b.answers ->> question as words
    from employee.wave w
    join employee.wave_group g on g.org_id = w.org_id and g.wave_id = w.id
    join employee.ballot b on b.org_id = g.org_id and b.group_id = g.id
    where w.org_id = core.current_org() and w.id = ballot_words.wave_id and w.closed_at is not null
      and ballot_words.question || '=*' = any (b.marks)
  )
  select s.words from said s where (select count(*) from said) >= greatest(10, at_least) order by random() $$;
revoke execute on function employee.ballot_words from public;
grant execute on function employee.ballot_words to visavis_app;
