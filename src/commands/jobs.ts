import type { PoolClient } from 'pg'
import { dropHeldJobs, releaseJobs } from '#kernel/backup'
import { loadConfig } from '#kernel/config'
import type { Database } from '#kernel/db'
import { countJobs, retryFailedJobs } from '#kernel/jobs'
import { openLog } from '#kernel/log'
import { openStore } from '../house.ts'
import { command, tell, UsageError } from './command.ts'

const help = `visavis jobs           what waits, kind by kind
visavis jobs release   gives the jobs that a restore holds to the queue; letters that were sent since are sent again
visavis jobs drop      forgets the jobs that a restore holds
visavis jobs retry     tries those again that have failed for good
`

/** What can be done with jobs; each tells how many it was done to. */
const verbs: Record<string, (db: Database) => Promise<number>> = {
  release: ({ owner }) => inTx(owner, releaseJobs),
  drop: ({ owner }) => inTx(owner, dropHeldJobs),
  retry: ({ owner }) => retryFailedJobs(owner),
}

export const run = command({ help, options: {} }, async ({ values, positionals: [verb, ...more] }) => {
  if (more.length > 0 || (verb && !Object.hasOwn(verbs, verb))) throw new UsageError(help)
  const store = await openStore(loadConfig(), openLog('error'))
  try {
    if (verb) {
      const jobs = await verbs[verb]!(store.db)
      tell(values.json, `${jobs} jobs.`, { jobs })
      return
    }
    const counts = await countJobs(store.db.owner)
    if (values.json) for (const count of counts) tell(true, '', count)
    else
      process.stdout.write(
        counts.length === 0
          ? 'Nothing waits.\n'
          : counts
              .map((c) => `${c.task}: ${c.due} due, ${c.later} later, ${c.failed} failed, ${c.held} held\n`)
              .join(''),
      )
  } finally {
    await store.close()
  }
})

async function inTx<T>(pool: Database['owner'], work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
