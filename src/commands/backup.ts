import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { backupName, checkRecipient, explainDisk, type Lock, rotate, takeBackup, writeWhole } from '#kernel/backup'
import { type Config, ConfigError, loadConfig, version } from '#kernel/config'
import { databaseUrl } from '#kernel/db'
import { filesOf, openFiles } from '#kernel/files'
import { product, purpose, vaultAtHand } from './secret-key.ts'
import { command, tell, UsageError } from './command.ts'
import { untilStopped } from './signals.ts'

const help = `visavis backup FILE
visavis backup -          to standard output
visavis backup --rotate   into BACKUP_DIR, where the newest BACKUP_KEEP stay; start does so every day at BACKUP_AT
Writes a backup of everything in one snapshot, while the product works on: compressed by zstd, readable between
PostgreSQL 15 and later. A file is there whole or not at all. It holds secrets, as the database does: lock it.

  --recipient KEY         lock it for the holder of an age key (age1…); may be repeated   BACKUP_RECIPIENT
  --passphrase-file FILE  lock it with the passphrase in a file                           BACKUP_PASSPHRASE_FILE
  --rotate                as above
`
const options = {
  recipient: { type: 'string', multiple: true },
  'passphrase-file': { type: 'string' },
  rotate: { type: 'boolean' },
} as const

export const run = command({ help, options }, async ({ values, positionals }) => {
  const config = loadConfig()
  const lock = await lockOf(values, config)
  const path = placeOf(values.rotate, positionals, config, lock)
  const source = await databaseUrl(config)
  try {
    let summary = { rows: 0, tables: 0, files: 0, takenAt: '' }
    const bytes = takeBackup(source.url, {
      product: version,
      sealed: (await vaultAtHand(config))?.seal(product, purpose),
      lock,
      alone: values.rotate,
      files: filesOf(openFiles(config)),
      onEnd: ({ takenAt }, { tables, files }) => {
        const counts = Object.values(tables)
        summary = { takenAt, tables: counts.length, rows: counts.reduce((sum, rows) => sum + rows, 0), files }
      },
    })
    await untilStopped((signal) =>
      path === '-'
        ? pipeline(bytes, process.stdout, { signal }).catch((error: unknown) => {
            throw explainDisk(error, '-')
          })
        : writeWhole(path, bytes, signal),
    )
    const removed = values.rotate ? await rotate(config.backup!.dir!, config.backup!.keep) : []
    const sentence = `${path}: ${summary.rows} rows of ${summary.tables} tables, ${summary.files} files.`
    if (path === '-') process.stderr.write(values.json ? '' : `${sentence}\n`)
    else
      tell(values.json, [sentence, ...removed.map((name) => `Removed ${name}.`)].join('\n'), {
        path,
        ...summary,
        removed,
      })
  } finally {
    await source.release()
  }
})

function placeOf(isRotated: boolean | undefined, [file, ...more]: string[], config: Config, lock: Lock): string {
  if (more.length > 0 || Boolean(file) === Boolean(isRotated)) throw new UsageError(help)
  if (file) return file
  if (!config.backup?.dir) throw new ConfigError(['--rotate needs BACKUP_DIR: give a folder for the backups.'])
  return join(config.backup.dir, backupName(new Date(), Boolean(lock.passphrase || lock.recipients?.length)))
}

async function lockOf(values: { recipient?: string[]; 'passphrase-file'?: string }, { backup }: Config): Promise<Lock> {
  const file = values['passphrase-file']
  if (file && values.recipient) throw new UsageError('Give --recipient or --passphrase-file: a backup has one lock.')
  if (file) return { passphrase: await readSecret(file) }
  const recipients = (values.recipient ?? backup?.recipients ?? []).map(checkRecipient)
  return { recipients, passphrase: values.recipient ? undefined : backup?.passphrase }
}

/** The first line of a file. */
export async function readSecret(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: { code?: string }) => {
    throw new ConfigError([`The file ${path} cannot be read (${error.code}).`])
  })
  const [line = ''] = text.split(/\r?\n/)
  if (!line) throw new ConfigError([`The file ${path} begins with an empty line: put the secret there.`])
  return line
}
