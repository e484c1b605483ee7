import type pg from 'pg'

/**
 * The queue's jobs in a shape of our own, so that its tables may change: locked ones wait again, since whoever worked on
 * them is gone with the old database.
 */
export const jobs = {
  name: 'graphile_worker.job',
  columns: ['task', 'queue', 'payload', 'priority', 'run_at', 'max_attempts', 'attempts', 'last_error', 'key', 'flags'],
  select: `(select t.identifier, q.queue_name, j.payload, j.priority, j.run_at, j.max_attempts, j.attempts, j.last_error, j.key, j.flags
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id order by j.id)`,
}

/** Where a restore puts them: held until somebody decides. */
export const heldJobs = { name: 'core.held_job', columns: jobs.columns }

/**
 * Gives held jobs to the queue, at their own times, in the caller's transaction: those due in the past run at once, those
 * that had failed for good stay so. One whose key waits there already is the same job, made anew. @returns how many.
 */
export async function releaseJobs(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ id: string; attempts: number; last_error: string | null }>(`
    with held as (delete from core.held_job returning *)
    select attempts, last_error, (graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at,
      max_attempts => max_attempts, job_key => key, priority => priority,
      flags => case when flags is not null then array(select jsonb_object_keys(flags)) end)).id
    from held h
    where key is null or not exists (select from graphile_worker._private_jobs j where j.key = h.key)`)
  await client.query(
    `update graphile_worker._private_jobs j set attempts = a.attempts, last_error = a.last_error
     from unnest($1::bigint[], $2::int[], $3::text[]) a (id, attempts, last_error) where j.id = a.id and a.attempts > 0`,
    [rows.map(({ id }) => id), rows.map(({ attempts }) => attempts), rows.map((row) => row.last_error)],
  )
  return rows.length
}

export const dropHeldJobs = async (client: pg.ClientBase): Promise<number> =>
  (await client.query('delete from core.held_job')).rowCount ?? 0
