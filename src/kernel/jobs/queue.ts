import type pg from 'pg'

/** Jobs of one kind: due now, due later, or failed for good (tried as often as they may be). */
export type JobCount = { task: string; due: number; later: number; failed: number; held: number }

/** What waits in the queue, and what a restore holds, kind by kind. */
export async function countJobs(pool: pg.Pool): Promise<JobCount[]> {
  const { rows } = await pool.query<JobCount>(`
    select task, sum(due)::int as due, sum(later)::int as later, sum(failed)::int as failed, sum(held)::int as held
    from (
      select task_identifier as task, (attempts < max_attempts and run_at <= now())::int as due,
        (attempts < max_attempts and run_at > now())::int as later, (attempts >= max_attempts)::int as failed, 0 as held
      from graphile_worker.jobs
      union all select task, 0, 0, 0, 1 from core.held_job
    ) each group by task order by task`)
  return rows
}

/** How long the oldest job that is due has waited for somebody to do it. */
export async function oldestDueSeconds(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ seconds: number }>(`
    select coalesce(extract(epoch from now() - min(run_at)), 0)::float as seconds
    from graphile_worker.jobs where attempts < max_attempts and run_at <= now() and locked_at is null`)
  return rows[0]!.seconds
}

/** Jobs that failed for good are tried again from now on, as often as new ones. @returns how many. */
export async function retryFailedJobs(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(`
    select graphile_worker.reschedule_jobs(array(
      select id from graphile_worker.jobs where attempts >= max_attempts and locked_at is null), run_at => now(), attempts => 0)`)
  return rowCount ?? 0
}
