import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { listBackups, takenAt } from '#kernel/backup'
import type { Config } from '#kernel/config'
import { openFiles } from '#kernel/files'
import { countJobs, oldestDueSeconds } from '#kernel/jobs'
import { attention, fault, type Finding, ok } from './finding.ts'

/** A process that runs jobs keeps a line to the database by this name. */
export async function checkWorker(pool: pg.Pool): Promise<Finding> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name = 'visavis liveness'`,
  )
  const { count } = rows[0]!
  return count > 0 ? ok('worker', 'alive', { count }) : fault('worker', 'none')
}

export async function checkQueue(pool: pg.Pool): Promise<Finding> {
  const counts = await countJobs(pool)
  const sum = (what: 'due' | 'later' | 'failed' | 'held') => counts.reduce((total, count) => total + count[what], 0)
  const minutes = Math.floor((await oldestDueSeconds(pool)) / 60)
  if (minutes >= 60) return fault('queue', 'late', { minutes, due: sum('due') })
  if (minutes >= 5) return attention('queue', 'late', { minutes, due: sum('due') })
  if (sum('held') > 0) return attention('queue', 'held', { held: sum('held') })
  if (sum('failed') > 0) {
    const tasks = counts.filter(({ failed }) => failed > 0).map(({ task }) => task)
    return attention('queue', 'failed', { failed: sum('failed'), tasks: tasks.join(', ') })
  }
  return ok('queue', 'flowing', { due: sum('due'), later: sum('later') })
}

/** Deliveries that were not understood, of every organisation; and those that nobody has looked at. */
export function checkQuarantine({
  refused,
  oldestWaitingMinutes: minutes,
}: {
  refused: number
  oldestWaitingMinutes: number
}): Finding {
  if (minutes >= 15) return fault('quarantine', 'waiting', { minutes })
  return refused > 0 ? attention('quarantine', 'refused', { refused }) : ok('quarantine', 'empty')
}

export async function checkBackup({ backup }: Pick<Config, 'backup'>, now = new Date()): Promise<Finding> {
  if (!backup?.dir) return attention('backup', 'none')
  const [newest] = await listBackups(backup.dir)
  if (!newest) return fault('backup', 'never', { dir: backup.dir })
  const hours = Math.floor((now.getTime() - takenAt(newest).getTime()) / 3_600_000)
  if (hours >= 72) return fault('backup', 'old', { name: newest, hours })
  if (hours >= 26) return attention('backup', 'old', { name: newest, hours })
  if (!newest.endsWith('.age')) return attention('backup', 'open', { name: newest, hours })
  return ok('backup', 'fresh', { name: newest, hours })
}

/** Writes a file, reads it and takes it away, as the product does. */
export async function checkFiles(config: Pick<Config, 'dataDir' | 'filesUrl'>): Promise<Finding> {
  const where = config.filesUrl ? 'bucket' : 'folder'
  const [store, key, bytes] = [openFiles(config), `doctor/${randomUUID()}`, Buffer.from('visavis')]
  try {
    await store.write(key, bytes)
    const read = await store.read(key)
    await store.remove(key)
    return read.equals(bytes) ? ok('files', where) : fault('files', 'altered')
  } catch (error) {
    const { cause, message } = error as Error
    return fault('files', 'unreached', { why: cause instanceof Error ? cause.message : message })
  }
}
