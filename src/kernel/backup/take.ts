import { createHash } from 'node:crypto'
import type pg from 'pg'
import copyStreams from 'pg-copy-streams'
import { conflict } from '#shared/errors'
import { listMigrations, listSequences, listTables, type Table } from './catalogue.ts'
import { openOwner } from './connection.ts'
import { type FileStart, type Head, type Kind, type Last, magic, record, sumOfRecords } from './format.ts'
import { jobs } from './jobs.ts'
import { type Lock, sealed } from './seal.ts'

/** Where files lie, so that a backup takes them along: those that the snapshot shows. */
export type FileSource = {
  list: (client: pg.ClientBase) => AsyncIterable<FileStart>
  read: (file: FileStart) => AsyncIterable<Buffer>
}

export type Taking = {
  product: string
  lock?: Lock
  /** Something sealed by the installation's key. */
  sealed?: string
  /** Refuses while another that is to be alone is at it: processes on one database make one daily backup. */
  alone?: boolean
  files?: FileSource
  /** Told of the snapshot's name (`pg_export_snapshot`) while it is open: whoever joins it sees what the backup holds. */
  onSnapshot?: (name: string) => Promise<void>
  onTable?: (table: { name: string; rows: number }) => void
  /** Told at the end what the backup holds. */
  onEnd?: (head: Head, last: Last) => void
}

/**
 * A backup as a stream of bytes: every table of ours in one snapshot, while the product works on. Memory stays flat.
 * @throws {DomainError} `backup.not_ours` for a database without Visavis, `backup.shape_changing` while one
 *   migrates, `backup.in_progress`.
 */
export async function* takeBackup(url: string, taking: Taking): AsyncGenerator<Buffer> {
  const client = await openOwner(url)
  try {
    if (taking.alone) {
      const lock = await client.query<{ got: boolean }>(
        `select pg_try_advisory_lock(hashtext('visavis backup')) as got`,
      )
      if (!lock.rows[0]!.got) throw conflict('backup.in_progress')
    }
    yield* sealed(write(client, taking), taking.lock ?? {})
  } finally {
    await client.end()
  }
}

async function* write(client: pg.Client, taking: Taking): AsyncGenerator<Buffer> {
  const sum = sumOfRecords()
  const tell = (kind: Kind, body: object): Buffer => {
    const bytes = Buffer.concat(record(kind, body))
    sum.update(bytes)
    return bytes
  }
  yield magic
  const { head, tables } = await openSnapshot(client, taking)
  yield tell('H', head)

  const last = { tables: {} as Record<string, number>, files: 0 }
  for (const { name, columns, select } of [...tables.map(asRead), jobs]) {
    yield tell('T', { name, columns })
    const source = client.query(copyStreams.to(`copy ${select} to stdout`))
    const end = yield* parts(source)
    yield tell('E', { ...end, rows: source.rowCount })
    last.tables[name] = source.rowCount
    taking.onTable?.({ name, rows: source.rowCount })
  }
  for await (const file of taking.files?.list(client) ?? []) {
    yield tell('F', file)
    yield tell('E', { ...(yield* parts(taking.files!.read(file))), rows: 0 })
    last.files += 1
  }
  await client.query('commit')
  const end = { ...last, sha256: sum.digest('hex') }
  yield* record('Z', end)
  taking.onEnd?.(head, end)
}

/** A parent of partitions is read as a whole, which `copy TABLE` does not do. */
const asRead = ({ name, columns }: Table) => ({
  name,
  columns,
  select: `(select ${columns.join(', ')} from ${name})`,
})

/**
 * As pg_dump does: the tables are locked against changes of shape before the snapshot is frozen, so that what the
 * catalogue says in it is how they are.
 */
async function openSnapshot(
  client: pg.Client,
  { product, sealed, onSnapshot }: Taking,
): Promise<{ head: Head; tables: Table[] }> {
  const known = await client.query<{ ours: boolean }>(`select to_regclass('core.migration') is not null as ours`)
  if (!known.rows[0]!.ours) throw conflict('backup.not_ours')
  const before = await listTables(client)
  await client.query('begin isolation level repeatable read, read only')
  await client.query(`lock table ${before.map(({ name }) => name).join(', ')} in access share mode`)
  const tables = await listTables(client)
  if (JSON.stringify(tables) !== JSON.stringify(before)) throw conflict('backup.shape_changing')
  const { rows } = await client.query<{ at: Date; version: string; snapshot: string }>(
    `select now() as at, current_setting('server_version') as version, pg_export_snapshot() as snapshot`,
  )
  const { at, version, snapshot } = rows[0]!
  await onSnapshot?.(snapshot)
  const head = {
    product,
    sealed,
    takenAt: at.toISOString(),
    postgres: version,
    migrations: await listMigrations(client),
    tables: tables.map(({ name }) => name),
    sequences: await listSequences(client),
  }
  return { head, tables }
}

const partSize = 64 * 1024

/** Records of about 64 kB, since a server sends one message per row. @returns what they sum up to. */
async function* parts(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, { bytes: number; sha256: string }> {
  const sum = createHash('sha256')
  let bytes = 0
  let waiting: Buffer[] = []
  let held = 0
  const flush = (): Buffer => {
    const part = Buffer.concat(record('D', Buffer.concat(waiting)))
    waiting = []
    held = 0
    return part
  }
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += 1024 * 1024) {
      const piece = chunk.subarray(at, at + 1024 * 1024)
      sum.update(piece)
      bytes += piece.length
      held += piece.length
      waiting.push(piece)
      if (held >= partSize) yield flush()
    }
  }
  if (held > 0) yield flush()
  return { bytes, sha256: sum.digest('hex') }
}
