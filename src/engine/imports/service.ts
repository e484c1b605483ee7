import { type Actor, type Database, readCursor, type Tx, writeCursor } from '#kernel/db'
import { refresh } from '#kernel/events'
import { confirmFile, type FileStore, keepFile, keyOf, removeFiles, tables } from '#kernel/files'
import { type Language, say } from '#kernel/i18n'
import { enqueue } from '#kernel/jobs'
import { rowsOf } from '#kernel/tables'
import { conflict, DomainError, invalid, notFound } from '#shared/errors'
import type { Import } from './contract.ts'
import { guessed, kindNamed } from './kind.ts'
import * as repo from './repo.ts'
import { added, batches, settleRows } from './settle.ts'

type Mapping = { field: string; place: number }[]
const sampleRows = 5

/**
 * Keeps a file until its columns are confirmed: a day at most.
 * @throws {DomainError} `import.unknown_kind`, `import.empty` (422), and what {@link rowsOf} and {@link keepFile} throw.
 */
export async function createImport(
  house: { db: Database; files: FileStore },
  actor: Actor & { orgId: string; userId: string },
  { kind, fileName, bytes }: { kind: string; fileName: string; bytes: Buffer },
  noted: (tx: Tx, id: string) => Promise<void>,
) {
  const offered = offeredKind(kind)
  const { columns, sample } = await headOf(fileName, bytes)
  const file = await keepFile(house, actor, { name: fileName, bytes, taken: tables }, noted)
  const row = await house.db.as(actor, (tx) => {
    refresh(tx, 'imports')
    return repo.insert(tx, { kind, file_name: fileName, file_id: file.id, columns })
  })
  return { ...toImport(row), sample, mapping: toList(guessed(offered.fields, columns)) }
}

/** @throws {DomainError} `import.empty` (422), and what {@link rowsOf} throws. */
export async function headOf(name: string, bytes: Buffer): Promise<{ columns: string[]; sample: string[][] }> {
  const rows: string[][] = []
  for await (const row of rowsOf(name, bytes)) {
    if ('cells' in row) rows.push(row.cells)
    if (rows.length > sampleRows) break
  }
  const [columns, ...sample] = rows
  if (!columns || sample.length === 0) throw invalid('import.empty')
  return { columns, sample }
}

/**
 * @param mapping place of a column for each field.
 * @throws {DomainError} `import.not_found` (404), `import.already_started` (409), `import.unknown_field`,
 *   `import.missing_field` (422), `file.not_found` (404) when it waited for too long.
 */
export async function startImport(tx: Tx, id: string, chosen: Mapping): Promise<Import> {
  const mapping = Object.fromEntries(chosen.map(({ field, place }) => [field, place]))
  const row = await repo.lock(tx, id)
  if (!row) throw notFound('import', id)
  if (row.status !== 'draft' || !row.file_id) throw conflict('import.already_started', { id })
  assertMapping(row.kind, mapping, row.columns.length)
  await confirmFile(tx, row.file_id)
  const started = await repo.start(tx, id, mapping)
  await enqueue(tx, 'imports.run', { id }, { queue: 'imports' })
  refresh(tx, 'imports')
  return toImport(started)
}

/** @throws {DomainError} `import.unknown_kind`, `import.unknown_field`, `import.missing_field` (422). */
export function assertMapping(kind: string, mapping: Record<string, number>, columns: number): void {
  const { fields } = offeredKind(kind)
  const unknown = Object.entries(mapping).find(
    ([name, place]) => place >= columns || fields.every((field) => field.name !== name),
  )
  if (unknown) throw invalid('import.unknown_field', { field: unknown[0] })
  const missing = fields.find(({ name, needed }) => needed && mapping[name] === undefined)
  if (missing) throw invalid('import.missing_field', { field: missing.name })
}

/** A job: settles what is left of the file's lines. Cut in the middle, it goes on where it was. */
export async function runImport(
  { db, files }: { db: Database; files: FileStore },
  { orgId, id }: { orgId: string; id: string },
): Promise<void> {
  const found = await db.as({ orgId }, (tx) => repo.find(tx, id))
  if (!found?.file_id || found.status === 'draft') return
  const failure = await settleAll(db, orgId, found, await files.read(keyOf({ orgId, id: found.file_id }))).catch(
    (error: unknown) => {
      if (error instanceof DomainError && error.status === 422) return error.code
      throw error
    },
  )
  await db.as({ orgId }, async (tx) => {
    await repo.end(tx, id, failure ?? null)
    await removeFiles(tx, [found.file_id!])
    refresh(tx, 'imports')
  })
}

async function settleAll(db: Database, orgId: string, row: repo.ImportRow, bytes: Buffer) {
  const { id, file_name, columns } = row
  const how = { kind: offeredKind(row.kind), mapping: row.mapping as Record<string, number>, columns }
  let heads = 1
  let read = 0
  for await (const batch of batches(rowsOf(file_name, bytes))) {
    const rows = batch.slice(heads)
    heads = 0
    await db.as({ orgId }, async (tx) => {
      const now = await repo.lock(tx, id)
      const isSettled = !now || now.lines >= read + rows.length
      if (isSettled || rows.length === 0) return
      const { tally, refusals } = await settleRows(tx, how, rows)
      await repo.insertRefusals(tx, id, refusals)
      await repo.goOn(tx, id, added(now, tally))
      refresh(tx, 'imports')
    })
    read += rows.length
  }
}

/** @throws {DomainError} `input.bad_cursor` (422). */
export async function listImports(tx: Tx, { cursor, limit }: { cursor?: string; limit: number }, language: Language) {
  const [after] = cursor === undefined ? [] : readCursor(cursor, 1)
  const rows = await repo.list(tx, { after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  return {
    items: shown.map((row) => toImport(row, language)),
    next: rows.length > limit ? writeCursor([shown.at(-1)!.id]) : null,
  }
}

/** @throws {DomainError} `import.not_found` (404). */
export async function getImport(tx: Tx, id: string, language?: Language): Promise<Import & { mapping: Mapping }> {
  const row = await repo.find(tx, id)
  if (!row) throw notFound('import', id)
  const mapping = row.status === 'draft' ? guessed(offeredKind(row.kind).fields, row.columns) : row.mapping
  return { ...toImport(row, language), mapping: toList(mapping as Record<string, number>) }
}

const toList = (mapping: Record<string, number>): Mapping =>
  Object.entries(mapping).map(([field, place]) => ({ field, place }))

function offeredKind(kind: string) {
  const offered = kindNamed(kind)
  if (!offered) throw invalid('import.unknown_kind', { kind })
  return offered
}

const toImport = (row: repo.ImportRow, language: Language = 'fr'): Import => ({
  id: row.id,
  kind: row.kind,
  fileName: row.file_name,
  columns: row.columns,
  status: row.status as Import['status'],
  failure: row.failure === null ? null : { code: row.failure, message: say(language, `errors.${row.failure}`) },
  lines: row.lines,
  created: row.created,
  changed: row.changed,
  unchanged: row.unchanged,
  refused: row.refused,
  createdAt: row.created_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
})
