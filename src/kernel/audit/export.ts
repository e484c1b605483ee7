import type { Tx } from '#kernel/db'
import { csvLine, csvMark } from '#shared/csv'
import { genesis } from './chain.ts'
import type { AuditFilter } from './contract.ts'
import * as repo from './entry-repo.ts'
import { type Entry, toEntry } from './list.ts'

type InTx = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
type Row = Awaited<ReturnType<typeof repo.listForExport>>[number]

const pageSize = 1000

/** What an export names beside what the log knows. */
export type Names = {
  /** Name of each account or key. */
  who: (ids: string[]) => Promise<Map<string, string>>
  verb: (verb: string) => string
  column: (name: string) => string
}

/** Entries of a period in the order of the chain, page by page; the first page is read before anything is given. */
async function* pages(inTx: InTx, filter: AuditFilter): AsyncGenerator<Row[]> {
  const span = await inTx((tx) => repo.spanOf(tx, filter))
  if (!span) return
  for (let first = span.first; ;) {
    const rows = await inTx((tx) => repo.listForExport(tx, { ...span, first }, pageSize, filter))
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return
    first = rows.at(-1)!.seq + 1
  }
}

/**
 * JSON Lines: each entry with the hash of the one before and what its own is made of, so that a chain can be checked
 * without us (docs/admin/audit.md). Of an emptied entry `content` is null.
 */
export async function* exportLines(inTx: InTx, filter: AuditFilter): AsyncGenerator<string> {
  for await (const rows of pages(inTx, filter)) yield rows.map((row) => `${JSON.stringify(toLine(row))}\n`).join('')
}

function toLine(row: Row) {
  const { kind, seq, at } = { kind: row.kind, seq: row.seq, at: row.at.toISOString() }
  const content = row.id !== null && {
    org: row.org_id,
    id: row.id,
    at,
    kind,
    who: row.who,
    whoId: row.who_id,
    address: row.address_hash?.toString('hex') ?? null,
    verb: row.verb,
    objectType: row.object_type,
    objectId: row.object_id,
    outcome: row.outcome,
    changes: row.changes,
    requestId: row.request_id,
  }
  return {
    seq,
    at,
    kind,
    previous: row.previous?.toString('hex') ?? genesis,
    hash: row.hash.toString('hex'),
    contentHash: row.content_hash.toString('hex'),
    content: content || null,
    address: row.address,
    addressSalt: row.address_salt?.toString('hex') ?? null,
  }
}

const columns: Record<string, (entry: Entry, names: Map<string, string>, verb: Names['verb']) => string> = {
  seq: (entry) => String(entry.seq),
  at: (entry) => entry.at,
  kind: (entry) => entry.kind,
  who: (entry) => entry.who,
  whoName: (entry, names) => (entry.whoId && names.get(entry.whoId)) ?? '',
  whoId: (entry) => entry.whoId ?? '',
  address: (entry) => entry.address ?? '',
  verb: (entry) => entry.verb,
  label: (entry, _, verb) => verb(entry.verb),
  objectType: (entry) => entry.objectType ?? '',
  objectId: (entry) => entry.objectId ?? '',
  outcome: (entry) => entry.outcome,
  changes: (entry) => (Object.keys(entry.changes).length > 0 ? JSON.stringify(entry.changes) : ''),
  requestId: (entry) => entry.requestId ?? '',
  hash: (entry) => entry.hash,
}

/** A spreadsheet of what has not been emptied. */
export async function* exportCsv(inTx: InTx, filter: AuditFilter, names: Names): AsyncGenerator<string> {
  // Nothing before the first entries are read: a refusal must still be able to say so.
  let head = csvMark + csvLine(Object.keys(columns).map(names.column))
  for await (const rows of pages(inTx, filter)) {
    const entries = rows.filter(({ id }) => id !== null).map(toEntry)
    const known = await names.who([...new Set(entries.flatMap(({ whoId }) => whoId ?? []))])
    const line = (entry: Entry) => csvLine(Object.values(columns).map((cell) => cell(entry, known, names.verb)))
    yield head + entries.map(line).join('')
    head = ''
  }
  if (head) yield head
}
