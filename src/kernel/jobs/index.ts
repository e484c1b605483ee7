import { Logger, run, type TaskList } from 'graphile-worker'
import type { Tx } from '#kernel/db'
import type { Log } from '#kernel/log'
import { watchWorkers } from './liveness.ts'
import { addJob } from './repo.ts'

/** A job's work. It runs at least once: after a crash it runs again, so its effect must be idempotent. */
export type Task = (payload: { orgId: string } & Record<string, unknown>) => Promise<void>

/**
 * Enqueues a job of the transaction's organisation; it exists if and only if the transaction commits.
 * `key`: at most one waiting job of that key; a second call moves it.
 */
export const enqueue = (
  tx: Tx,
  task: string,
  payload: Record<string, unknown>,
  { runAt, key }: { runAt?: Date; key?: string } = {},
) => addJob(tx, task, payload, runAt ?? null, key ?? null)

/** Runs jobs until stopped; a stop waits for those under way. Failed jobs are tried again, ever later, for about three days. */
export async function startWorker(
  url: string,
  tasks: Record<string, Task>,
  log: Log,
): Promise<{ stop: () => Promise<void> }> {
  const taskList: TaskList = {}
  for (const [name, task] of Object.entries(tasks))
    taskList[name] = async (payload) => task(payload as Parameters<Task>[0])
  const watch = watchWorkers(url, log)
  await watch.start()
  const runner = await run({
    connectionString: url,
    maxPoolSize: 6,
    taskList,
    concurrency: 4,
    noHandleSignals: true,
    pollInterval: 1000,
    events: watch.events,
    logger: new Logger(() => (level, message, meta) => {
      // `LogLevel` is a const enum, which type stripping cannot see: its values are these words.
      const word: string = level
      if (word === 'error') log.error({ job: jobOf(meta) }, message)
      else if (word === 'warning') log.warn(message)
    }),
  })
  return {
    stop: async () => {
      // `stop` alone resolves before the last job is written off as done.
      await Promise.all([runner.stop(), runner.promise])
      await watch.stop()
    },
  }
}

const jobOf = (meta: unknown): unknown => {
  const job = (meta as { job?: { id?: unknown; task_identifier?: unknown } } | undefined)?.job
  return job && { id: job.id, task: job.task_identifier }
}
