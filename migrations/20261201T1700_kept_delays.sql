-- Of what whoever leads a team owed its people by some day, as decided in their talks: how much was done by then. How many, never who
-- nor what; the least number of people is the reader's to hold.
create function employee.kept_delays(since date, until date)
  returns table (site_id uuid, team_id uuid, people integer, due integer, kept integer)
  language sql stable security definer set search_path = pg_catalog as $$
  select t.site_id, t.id, count(distinct o.employee_id)::int, count(*)::int, (count(*) filter (where r.closed_at <= r.due_at))::int
  from employee.one_to_one_decision d
  join employee.one_to_one o on o.org_id = d.org_id and o.id = d.one_to_one_id
  join engine.request r on r.org_id = d.org_id and r.id = d.request_id
  join engine.team t on t.org_id = o.org_id and t.id = o.team_id
  where d.org_id = core.current_org() and r.owner_id = o.manager_id
    and r.due_at >= kept_delays.since and r.due_at < kept_delays.until + 1 and (r.due_at < now() or r.closed_at is not null)
  group by t.site_id, t.id $$;
revoke execute on function employee.kept_delays from public;
grant execute on function employee.kept_delays to visavis_app;
