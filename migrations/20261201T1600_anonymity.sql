-- Fewest people whose marks and whose words are told. No row: five and ten. It goes up, never down: who answered under a
-- promise keeps it.
create table engine.anonymity (
  org_id uuid primary key default core.current_org() references core.org,
  scores integer not null check (scores between 5 and 50),
  comments integer not null check (comments between 10 and 100)
);
call core.isolate('engine.anonymity');
create function engine.keep_promise() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.scores < old.scores or new.comments < old.comments then
    raise exception 'What was promised to those who answered is not lowered.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger kept before update or delete on engine.anonymity for each row execute function engine.keep_promise();

-- What employees answered goes with time, wave by wave.
create function employee.purge_waves(before timestamptz, most integer) returns integer
  language plpgsql security definer set search_path = pg_catalog as $$
declare org uuid := core.current_org(); gone uuid[]; groups uuid[];
begin
  gone := array(select w.id from employee.wave w where w.org_id = org and w.closed_at < before order by w.closed_at limit most);
  groups := array(select g.id from employee.wave_group g where g.org_id = org and g.wave_id = any (gone));
  delete from employee.ballot b where b.org_id = org and b.group_id = any (groups);
  delete from employee.ticket t where t.org_id = org and t.group_id = any (groups);
  delete from employee.wave_group g where g.org_id = org and g.id = any (groups);
  delete from employee.wave w where w.org_id = org and w.id = any (gone);
  return cardinality(gone);
end $$;
revoke execute on function employee.purge_waves from public;
grant execute on function employee.purge_waves to visavis_app;
