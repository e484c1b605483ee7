import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import copyStreams from 'pg-copy-streams'
import { migrate, migrationFiles } from '#kernel/db'
import { conflict, invalid } from '#shared/errors'
import { listForeignKeys, listMigrations, listTables, listTriggers, type Migration } from './catalogue.ts'
import { openOwner } from './connection.ts'
import type { FileStart, Head, Last, TableStart } from './format.ts'
import { dropHeldJobs, heldJobs, jobs, releaseJobs } from './jobs.ts'
import { readBackup } from './read.ts'
import type { Keys } from './seal.ts'

/** Where files go; `forget` takes away those of a restore that did not come to its end. */
export type FileTarget = {
  write: (file: FileStart, parts: AsyncIterable<Buffer>) => Promise<void>
  forget: (file: FileStart) => Promise<void>
}

export type Restoring = {
  keys?: Keys
  files?: FileTarget
  /** What becomes of the jobs that waited: held until somebody decides, run at their times, or dropped. */
  jobs: 'hold' | 'run' | 'drop'
  onTable?: (table: { name: string; rows: number }) => void
}

/**
 * Restores a backup into an empty database: brings it to the backup's shape, fills it in one transaction, then brings it
 * to the latest. Nothing is left of a restore that fails, but empty tables and, after a kill, files that the next scrub finds.
 * @throws {DomainError} `restore.not_empty`, `restore.in_use`, `restore.newer_database`, `backup.newer`, `backup.changed_migration`, and
 *   as {@link readBackup}.
 */
export async function restoreBackup(
  url: string,
  bytes: AsyncIterable<Uint8Array>,
  { keys = {}, files, jobs: fate, onTable }: Restoring,
): Promise<{ head: Head; last: Last; steps: string[]; jobs: number }> {
  const client = await openOwner(url)
  const written: FileStart[] = []
  try {
    await assertEmpty(client)
    let filling: Awaited<ReturnType<typeof openFilling>> | undefined
    const last = await readBackup(bytes, keys, {
      head: async (head) => {
        await assertShape(client, head.migrations)
        await migrate(url, new Set(head.migrations.map(({ name }) => name)))
        filling = await openFilling(client, head)
      },
      table: async (table, parts) => {
        const rows = await filling!.fill(table, parts)
        onTable?.({ name: table.name, rows })
        return rows
      },
      file: async (file, parts) => {
        if (!files) throw conflict('restore.no_files')
        written.push(file)
        await files.write(file, parts)
      },
    })
    const held = last.tables[jobs.name] ?? 0
    if (fate === 'run') await releaseJobs(client)
    if (fate === 'drop') await dropHeldJobs(client)
    const { head } = filling!
    await filling!.commit()
    const steps = await migrate(url)
    await client.query('analyze')
    return { head, last, steps, jobs: held }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    for (const file of written) await files!.forget(file)
    throw error
  } finally {
    await client.end()
  }
}

/** Empty: no organisation and no account, whether or not the tables are there. */
async function assertEmpty(client: pg.Client) {
  const others = await client.query(
    `select from pg_stat_activity where datname = current_database() and application_name like 'visavis%' and pid <> pg_backend_pid()`,
  )
  if (others.rowCount) throw conflict('restore.in_use')
  const { rows } = await client.query<{ known: boolean }>(`select to_regclass('core.org') is not null as known`)
  if (!rows[0]!.known) return
  const found = await client.query('select from core.org union all select from core.account limit 1')
  if (found.rowCount) throw conflict('restore.not_empty')
}

/** The database must be able to take the backup's shape, with the very migrations of this Visavis. */
async function assertShape(client: pg.Client, wanted: Migration[]) {
  const ours = new Map((await migrationFiles()).map(({ name, sha256 }) => [name, sha256]))
  const unknown = wanted.find(({ name }) => !ours.has(name))
  if (unknown) throw invalid('backup.newer', { migration: unknown.name })
  const changed = wanted.find(({ name, sha256 }) => ours.get(name) !== sha256)
  if (changed) throw invalid('backup.changed_migration', { migration: changed.name })
  const names = new Set(wanted.map(({ name }) => name))
  const ahead = (await listMigrations(client)).find(({ name }) => !names.has(name))
  if (ahead) throw conflict('restore.newer_database', { migration: ahead.name })
}

/**
 * One transaction in which the tables take their rows. Foreign keys are taken off and put back at the end, which needs no
 * superuser, no order of tables, and has PostgreSQL check every reference; triggers of ours sleep meanwhile, since what
 * they did is in the rows.
 */
async function openFilling(client: pg.Client, head: Head) {
  const tables = await listTables(client)
  const byName = new Map(tables.map((table) => [table.name, table]))
  const lost = head.tables.find((name) => !byName.has(name))
  if (lost) throw invalid('backup.unknown_table', { table: lost })
  await client.query('begin')
  const keys = await listForeignKeys(client)
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
  const triggers = await listTriggers(client)
  for (const { table, name } of triggers) await client.query(`alter table ${table} disable trigger ${name}`)
  await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`)

  return {
    head,
    async fill({ name, columns }: TableStart, parts: AsyncIterable<Buffer>): Promise<number> {
      const target =
        name === jobs.name ? heldJobs : { name, columns: checked(byName.get(name)?.columns, columns, name) }
      const sink = client.query(copyStreams.from(`copy ${target.name} (${target.columns.join(', ')}) from stdin`))
      await pipeline(Readable.from(parts), sink).catch(misfit)
      return sink.rowCount
    },
    async commit() {
      for (const { name, last, called } of head.sequences)
        await client.query('select setval($1::regclass, $2, $3)', [name, last, called])
      for (const { table, name } of triggers) await client.query(`alter table ${table} enable trigger ${name}`)
      for (const { table, name, definition } of keys)
        await client.query(`alter table ${table} add constraint ${name} ${definition}`).catch(misfit)
      await client.query('insert into core.restoration (taken_at) values ($1)', [head.takenAt])
      await client.query('commit')
    },
  }
}

/** What PostgreSQL finds wrong with the rows themselves: no backup of ours has such. */
function misfit(error: Error & { code?: string }): never {
  throw /^2[23]/.test(error.code ?? '') ? invalid('backup.altered') : error
}

/** Names from a file go into a statement only if the database has them. */
function checked(known: string[] | undefined, columns: string[], table: string): string[] {
  const lost = columns.find((column) => !known?.includes(column))
  if (!known || lost) throw invalid('backup.unknown_table', { table: lost ? `${table}.${lost}` : table })
  return columns
}
