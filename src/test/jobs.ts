import { Logger, runOnce } from 'graphile-worker'
import pg from 'pg'
import type { Config } from '#kernel/config'
import { openMailer } from '#kernel/mail'
import { openOutgoing } from '#kernel/outgoing'
import { newKey, vaultOf } from '#kernel/vault'
import { wire } from '../house.ts'
import { tasksOf } from '../tasks.ts'
import type { TestDb } from './db.ts'

wire()
const silent = new Logger(() => () => {})

/**
 * Does every waiting job as the house would, until none is left but those that failed; each call makes these due again.
 * For tests that must choose the moment: `testServer` works through its jobs by itself.
 */
export async function runJobs({ db, url, query }: TestDb, { smtpUrl }: { smtpUrl?: string } = {}): Promise<void> {
  const config = {
    smtpUrl,
    mailFrom: 'Visavis <visavis@exemple.fr>',
    publicUrl: 'https://visavis.exemple.fr',
  } as Config
  const mailer = openMailer({ smtpUrl, from: config.mailFrom, publicUrl: config.publicUrl })
  await query(`update graphile_worker._private_jobs set run_at = now() where attempts > 0`)
  const tasks = Object.entries(tasksOf(db, config, { mailer, outgoing: openOutgoing(), vault: vaultOf(newKey()) }))
  const taskList = Object.fromEntries(
    tasks.map(([name, task]) => [name, (payload: unknown) => task(payload as Parameters<typeof task>[0])]),
  )
  // A pool of its own would still be closing when the test drops its database.
  const pgPool = new pg.Pool({ connectionString: url })
  pgPool.on('error', () => {})
  pgPool.on('connect', (client) => client.on('error', () => {}))
  try {
    await runOnce({ pgPool, taskList, noHandleSignals: true, logger: silent })
  } finally {
    await pgPool.end()
  }
}
