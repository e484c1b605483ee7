-- Jobs of one queue run one after the other: a receiver that does not answer holds one job at a time.
drop function core.enqueue(text, jsonb, timestamptz, text);
create function core.enqueue(task text, payload jsonb, run_at timestamptz default null, job_key text default null, queue text default null)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if core.current_org() is null then raise exception 'core.enqueue needs an organisation'; end if;
  perform graphile_worker.add_job(task, (payload || jsonb_build_object('orgId', core.current_org()))::json,
    queue_name => enqueue.queue, run_at => enqueue.run_at, job_key => enqueue.job_key);
end $$;
revoke execute on function core.enqueue from public;
grant execute on function core.enqueue to visavis_app;
