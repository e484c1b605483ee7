import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'

const silent = new Logger(() => () => {})
const folder = new URL('../../../migrations/', import.meta.url)

const migrationNames = async () => (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted()

/** The steps that there are, in their order. */
export async function migrationFiles(): Promise<{ name: string; text: string; sha256: string }[]> {
  const names = await migrationNames()
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')))
  return names.map((name, index) => {
    const text = texts[index]!
    return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
  })
}

/** Whether the database answers, in the shape that this version knows. */
export async function isMigrated(pool: pg.Pool): Promise<'ready' | 'other_version'> {
  const { rows } = await pool.query<{ name: string }>('select name from core.migration')
  const taken = new Set(rows.map(({ name }) => name))
  const names = await migrationNames()
  return names.length === taken.size && names.every((name) => taken.has(name)) ? 'ready' : 'other_version'
}

/**
 * Brings the database to the latest shape, each step in its own transaction, one process at a time.
 * @param only the steps of an earlier shape, for a backup that has it.
 * @returns the names of the steps taken.
 * @throws when a step that was already taken has changed since: they are frozen once landed.
 */
export async function migrate(url: string, only?: ReadonlySet<string>): Promise<string[]> {
  await runMigrations({ connectionString: url, logger: silent })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('visavis migrations'))`)
    await client.query(`create schema if not exists core;
      create table if not exists core.migration (name text primary key, sha256 text not null, at timestamptz not null default now())`)
    const taken = new Map<string, string>()
    for (const row of (await client.query<{ name: string; sha256: string }>('select name, sha256 from core.migration'))
      .rows)
      taken.set(row.name, row.sha256)

    const steps: string[] = []
    for (const { name, text, sha256 } of await migrationFiles()) {
      if (only && !only.has(name)) continue
      if (taken.has(name)) {
        if (taken.get(name) !== sha256)
          throw new Error(
            `The migration ${name} has changed since it was taken here. Restore it as it was, and write a new one.`,
          )
        continue
      }
      await client.query('begin')
      await client.query(text)
      await client.query('insert into core.migration (name, sha256) values ($1, $2)', [name, sha256])
      await client.query('commit')
      steps.push(name)
    }
    return steps
  } finally {
    await client.end()
  }
}
