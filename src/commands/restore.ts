import { readFile } from 'node:fs/promises'
import { audit } from '#kernel/audit'
import { listOrgs } from '#kernel/auth'
import { checkBackup, type Keys, restoreBackup, settleRestores } from '#kernel/backup'
import { type Config, ConfigError, loadConfig } from '#kernel/config'
import { databaseUrl, openDatabase } from '#kernel/db'
import { filesInto, openFiles } from '#kernel/files'
import { wire } from '../house.ts'
import { followRestores } from '../sealing.ts'
import { readSecret } from './backup.ts'
import { command, tell, UsageError } from './command.ts'
import { openInput } from './input-file.ts'
import { isKeyAtHand, vaultAtHand } from './secret-key.ts'
import { untilStopped } from './signals.ts'

const help = `visavis restore FILE
visavis restore -           from standard input
visavis restore --verify FILE
Restores a backup into an empty database: all of it or nothing. Everybody signs in anew. Stop Visavis before.

  --verify                only read it through and check it; no database is needed
  --identity FILE         the age key that opens it (AGE-SECRET-KEY-1…), one per line
  --passphrase-file FILE  the passphrase that opens it            BACKUP_PASSPHRASE_FILE
  --jobs WHAT             the jobs that waited, letters among them: hold, run or drop   hold
                          Held ones wait for: visavis jobs release, or visavis jobs drop.
`
const options = {
  verify: { type: 'boolean' },
  identity: { type: 'string' },
  'passphrase-file': { type: 'string' },
  jobs: { type: 'string', default: 'hold' },
} as const

export const run = command({ help, options }, async ({ values, positionals: [file, ...more] }) => {
  const { jobs } = values
  if (!file || more.length > 0 || (jobs !== 'hold' && jobs !== 'run' && jobs !== 'drop')) throw new UsageError(help)
  const config = loadConfig()
  const keys = await keysOf(values, config)
  const input = await openInput(file)
  if (values.verify) {
    const { head, last } = await checkBackup(input, keys)
    const what = {
      takenAt: head.takenAt,
      product: head.product,
      rows: rowsOf(last),
      files: last.files,
      tables: last.tables,
    }
    tell(
      values.json,
      `Whole: taken ${head.takenAt} by Visavis ${head.product}, ${what.rows} rows, ${last.files} files.`,
      what,
    )
    return
  }
  const source = await databaseUrl(config)
  try {
    const done = await untilStopped(() =>
      restoreBackup(source.url, input, { keys, jobs, files: filesInto(openFiles(config)) }),
    )
    const { head, last, steps } = done
    const hasKey = await isKeyAtHand(config, head.sealed)
    const vault = hasKey ? await vaultAtHand(config) : undefined
    const settled = await settle(source.url, head.takenAt, vault && (() => followRestores(vault, config)))
    const held = { hold: 'held: visavis jobs', run: 'put back into the queue', drop: 'dropped' }[jobs]
    const sentences = [
      `Restored what was there on ${head.takenAt}: ${rowsOf(last)} rows, ${last.files} files.`,
      ...(done.jobs > 0 ? [`${done.jobs} jobs that waited are ${held}.`] : []),
      ...steps.map((name) => `Migrated: ${name}`),
      ...settled.map((name) => `Done after it: ${name}`),
      ...(hasKey
        ? []
        : [
            `The secrets in it are sealed with another key: put that machine's secret.key into ${config.dataDir} (or give VISAVIS_SECRET_KEY) before you start.`,
          ]),
      'Everybody signs in anew. Passwords, API keys and members are those of the backup: revoke what was revoked since.',
    ]
    const value = {
      takenAt: head.takenAt,
      rows: rowsOf(last),
      files: last.files,
      jobs: done.jobs,
      steps,
      settled,
      hasKey,
    }
    tell(values.json, sentences.join('\n'), value)
  } finally {
    await source.release()
  }
})

const rowsOf = ({ tables }: { tables: Record<string, number> }) =>
  Object.values(tables).reduce((sum, rows) => sum + rows, 0)

/** What must follow a restore, at the next start where the key is not at hand; and a word of it in every audit log. */
async function settle(url: string, takenAt: string, follow: (() => void) | undefined): Promise<string[]> {
  wire()
  follow?.()
  const db = openDatabase(url)
  try {
    const settled = follow ? await settleRestores(db) : []
    await db.atGate(async (tx) => {
      const note = {
        kind: 'change',
        who: 'command',
        verb: 'backup.restore',
        changes: { takenAt: { to: takenAt } },
      } as const
      await audit(tx, ...(await listOrgs(tx)).map(({ id: orgId }) => ({ orgId, ...note })))
    })
    return settled
  } finally {
    await db.close()
  }
}

async function keysOf(values: { identity?: string; 'passphrase-file'?: string }, { backup }: Config): Promise<Keys> {
  const file = values['passphrase-file']
  const passphrase = file ? await readSecret(file) : backup?.passphrase
  if (!values.identity) return { passphrase }
  const text = await readFile(values.identity, 'utf8').catch((error: { code?: string }) => {
    throw new ConfigError([`The file ${values.identity} cannot be read (${error.code}).`])
  })
  const identities = text.split(/\r?\n/).filter((line) => line.startsWith('AGE-SECRET-KEY-'))
  if (identities.length === 0) throw new ConfigError([`The file ${values.identity} holds no AGE-SECRET-KEY-….`])
  return { passphrase, identities }
}
