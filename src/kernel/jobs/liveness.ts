import { EventEmitter } from 'node:events'
import type { WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import type { Log } from '#kernel/log'

const writtenOffMs = 10_000
const giveBack = `
  with lost as (
    update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where locked_by = any($1::text[]) and locked_at < now() - interval '5 seconds' and not id = any($2::bigint[])
    returning job_queue_id
  ), free as (
    update graphile_worker._private_job_queues set locked_at = null, locked_by = null
    where locked_by = any($1::text[]) and id in (select job_queue_id from lost)
  )
  select from lost`

const lock = (call: string) => `${call}(hashtextextended('worker ' || $1, 0))`

/**
 * Gives a killed process's jobs back within seconds; the queue alone would wait four hours. Each process holds an
 * advisory lock in the name of its worker pool, which is who the queue says has a job. PostgreSQL lets the lock go when
 * the process dies: a pool whose lock can be taken is dead, whatever the clocks say. A job of ours that nobody here is at
 * was given out by a database that fell before it could say so.
 */
export function watchWorkers(connectionString: string, log: Log) {
  const events = new EventEmitter() as WorkerEvents
  const ours = new Set<string>()
  const atWork = new Set<string>()
  let client: pg.Client | undefined
  let round: Promise<void> | undefined
  let stopped = false

  const connect = async () => {
    const fresh = new pg.Client({ connectionString, application_name: 'visavis liveness', keepAlive: true })
    fresh.on('error', () => {
      if (client === fresh) client = undefined
    })
    await fresh.connect()
    client = fresh
    for (const id of ours) await fresh.query(`select ${lock('pg_advisory_lock')}`, [id])
    return fresh
  }
  events.on('pool:create', ({ workerPool }) => {
    ours.add(workerPool.id)
    // Lost with its line, the lock is taken again by the next round.
    client?.query(`select ${lock('pg_advisory_lock')}`, [workerPool.id]).catch(() => {})
  })

  events.on('job:start', ({ job }) => atWork.add(job.id))
  // Being written off takes a moment, more when the database starts again.
  events.on('job:complete', ({ job }) => setTimeout(() => atWork.delete(job.id), writtenOffMs).unref())

  const sweep = async () => {
    const line = client ?? (await connect())
    const lost = await line.query(giveBack, [[...ours], [...atWork]])
    if (lost.rowCount)
      log.warn({ jobs: lost.rowCount }, 'Jobs that the database had given out as it fell were taken back')
    const held = await line.query<{ locked_by: string }>(
      `select distinct locked_by from graphile_worker.jobs where locked_by is not null and locked_at < now() - interval '5 seconds'`,
    )
    for (const { locked_by: id } of held.rows.filter((row) => !ours.has(row.locked_by))) {
      const dead = await line.query<{ free: boolean }>(`select ${lock('pg_try_advisory_lock')} as free`, [id])
      if (!dead.rows[0]!.free) continue
      await line.query('select graphile_worker.force_unlock_workers(array[$1])', [id])
      await line.query(`select ${lock('pg_advisory_unlock')}`, [id])
      log.warn({ worker: id }, 'Jobs of a process that died were given back')
    }
  }
  const start = (): Promise<void> =>
    (round ??= sweep()
      .catch((error: Error) => {
        if (!stopped) log.warn(`Liveness round failed: ${error.message}`)
      })
      .finally(() => {
        round = undefined
      }))
  const timer = setInterval(() => void start(), 5000)
  return {
    events,
    /** The line that says to others that this process lives. */
    isConnected: () => client !== undefined,
    /** The first round; before the first job, so that the lock is there when another process looks for it. */
    start,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await round
      await client?.end()
    },
  }
}
