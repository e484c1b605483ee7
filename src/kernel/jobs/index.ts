import { type Task as GraphileTask, Logger, parseCronItems, run } from 'graphile-worker'
import type { Tx } from '#kernel/db'
import type { Log } from '#kernel/log'
import { traced } from '#kernel/trace'
import { watchWorkers } from './liveness.ts'
import { openPool } from './pool.ts'
import { addJob } from './repo.ts'

export { countJobs, type JobCount, oldestDueSeconds, retryFailedJobs } from './queue.ts'

/** A job's work. It runs at least once: after a crash it runs again, so its effect must be idempotent. */
export type Task = (payload: { orgId: string } & Record<string, unknown>) => Promise<void>

/**
 * Enqueues a job of the transaction's organisation; it exists if and only if the transaction commits.
 * `key`: at most one waiting job of that key; a second call moves it. `queue`: jobs of one queue run one after the other.
 */
export const enqueue = (
  tx: Tx,
  task: string,
  payload: Record<string, unknown>,
  { runAt, key, queue }: { runAt?: Date; key?: string; queue?: string } = {},
) => addJob(tx, task, payload, runAt ?? null, key ?? null, queue ?? null)

export type Worker = {
  stop: () => Promise<void>
  /** False while its line to the database is cut, and once it has given up. */
  isAlive: () => boolean
}

/**
 * Runs jobs until stopped; a stop waits for those under way. Failed jobs are tried again, ever later, for about three days.
 * @param patient those of the tasks that wait for somebody else's server: they have places of their own, so that a slow
 *   one delays no call.
 * @param timetable those done for the whole house by one of its processes, with their cron line (UTC): their payload names no organisation.
 * @param tell told of each try of a job.
 */
export async function startWorker(
  url: string,
  tasks: Record<string, Task>,
  log: Log,
  patient: string[] = [],
  timetable: Record<string, string> = {},
  tell: (task: string, outcome: 'done' | 'failed') => void = () => {},
): Promise<Worker> {
  const watch = watchWorkers(url, log)
  watch.events.on('job:success', ({ job }) => tell(job.task_identifier, 'done'))
  watch.events.on('job:error', ({ job }) => tell(job.task_identifier, 'failed'))
  await watch.start()
  const isPatient = ([name]: [string, Task]) => patient.includes(name)
  const lanes = [
    {
      tasks: Object.entries(tasks).filter((task) => !isPatient(task)),
      concurrency: 4,
      maxPoolSize: 6,
      parsedCronItems: parseCronItems(Object.entries(timetable).map(([task, match]) => ({ task, match }))),
    },
    { tasks: Object.entries(tasks).filter(isPatient), concurrency: 8, maxPoolSize: 4 },
  ]
  const working = lanes
    .filter((lane) => lane.tasks.length > 0)
    .map(({ maxPoolSize, ...lane }) => ({ ...lane, pgPool: openPool(url, maxPoolSize) }))
  const runners = await Promise.all(
    working.map(({ tasks, ...manner }) =>
      run({
        ...manner,
        taskList: Object.fromEntries(tasks.map(([name, task]) => [name, toTask(task)])),
        noHandleSignals: true,
        pollInterval: 1000,
        events: watch.events,
        logger: loggerTo(log),
      }),
    ),
  )
  let ended = false
  for (const { promise } of runners)
    promise
      .catch((error: Error) => log.error(`The job queue has given up: ${error.message}`))
      .finally(() => (ended = true))
  return {
    isAlive: () => !ended && watch.isConnected(),
    stop: async () => {
      // `stop` alone resolves before the last job is written off as done.
      await Promise.all(runners.flatMap((runner) => [runner.stop(), runner.promise]))
      await Promise.all(working.map(({ pgPool }) => pgPool.end()))
      await watch.stop()
    },
  }
}

const toTask =
  (task: Task): GraphileTask =>
  (payload, { job: { id, task_identifier: name, attempts } }) =>
    traced(`job ${name}`, 'consumer', { 'visavis.task': name, 'visavis.job': id, 'visavis.attempt': attempts }, () =>
      task(payload as Parameters<Task>[0]),
    )

const loggerTo = (log: Log) =>
  new Logger(() => (level, message, meta) => {
    // `LogLevel` is a const enum, which type stripping cannot see: its values are these words.
    const word: string = level
    if (word === 'error') log.error({ job: jobOf(meta) }, message)
    else if (word === 'warning') log.warn(message)
  })

const jobOf = (meta: unknown): unknown => {
  const job = (meta as { job?: { id?: unknown; task_identifier?: unknown } } | undefined)?.job
  return job && { id: job.id, task: job.task_identifier }
}
