import type pg from 'pg'
import { listBackups, takenAt } from '#kernel/backup'
import type { Config } from '#kernel/config'
import type { Database } from '#kernel/db'
import { countJobs, oldestDueSeconds } from '#kernel/jobs'
import type { Live } from '#kernel/live'
import type { Metrics } from '#kernel/metrics'

/** Tables whose new rows tell how much comes in. */
const accepted = {
  deliveries: 'engine.delivery',
  calls: 'engine.interaction',
  visits: 'customer.visit',
  events: 'core.event',
}

/**
 * The figures of the house that `/metrics` reads when it is asked. Those of the database are the same whichever process
 * tells them.
 */
export function measure(
  metrics: Metrics,
  { db, live, config }: { db: Database; live: Live; config: Pick<Config, 'backup'> },
) {
  metrics.gauge('database_connections', 'Connections of this process, by pool and state', ['pool', 'state'], (set) => {
    for (const [pool, states] of Object.entries(db.load()))
      for (const [state, count] of Object.entries(states)) set(count, { pool, state })
  })
  metrics.gauge('live_screens', 'Screens that listen to this process', [], (set) => set(live.count()))
  metrics.gauge('jobs', 'Jobs by task and state; `react` is the backlog of events', ['task', 'state'], async (set) => {
    for (const { task, ...states } of await countJobs(db.owner))
      for (const [state, count] of Object.entries(states)) set(count, { task, state })
  })
  metrics.gauge('oldest_due_job_seconds', 'How long the oldest job that is due has waited', [], async (set) =>
    set(await oldestDueSeconds(db.owner)),
  )
  metrics.gauge('accepted_rows', 'Rows taken in since the statistics began, by kind', ['kind'], async (set) => {
    for (const { kind, rows } of await countAccepted(db.owner)) set(rows, { kind })
  })
  metrics.gauge('backup_age_seconds', 'Age of the newest backup in BACKUP_DIR', [], async (set) => {
    const [newest] = config.backup?.dir ? await listBackups(config.backup.dir) : []
    if (newest) set((Date.now() - takenAt(newest).getTime()) / 1000)
  })
}

/** By PostgreSQL's own counters: a count of rows would read whole tables. */
async function countAccepted(pool: pg.Pool): Promise<{ kind: string; rows: number }[]> {
  const { rows } = await pool.query<{ kind: string; rows: number }>(
    `select kind, pg_stat_get_tuples_inserted(to_regclass(name)) as rows
     from unnest($1::text[], $2::text[]) as t (kind, name)`,
    [Object.keys(accepted), Object.values(accepted)],
  )
  return rows
}
