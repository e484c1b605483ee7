import { readCursor, type Tx, writeCursor } from '#kernel/db'
import { genesis } from './chain.ts'
import type { AuditChain, AuditEntry, AuditFilter } from './contract.ts'
import * as repo from './entry-repo.ts'

/** An entry as the log knows it: without the names that others give. */
export type Entry = Omit<AuditEntry, 'whoName' | 'objectName' | 'label'>

/** Newest first. @throws {DomainError} `input.bad_cursor` (422). */
export async function listEntries(
  tx: Tx,
  { cursor, limit, ...filter }: AuditFilter & { cursor?: string; limit: number },
): Promise<{ items: Entry[]; next: string | null }> {
  const [at, seq] = cursor === undefined ? [] : readCursor(cursor, 2)
  const after = at === undefined || seq === undefined ? undefined : { at, seq }
  const rows = await repo.list(tx, filter, { after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toEntry),
    next: rows.length > limit && last ? writeCursor([last.at.toISOString(), String(last.seq)]) : null,
  }
}

/** Where the organisation's chain stands, and what its last verification found. */
export async function chainState(tx: Tx): Promise<AuditChain> {
  const chain = await repo.findChain(tx)
  return {
    seq: chain?.seq ?? 0,
    hash: chain?.hash.toString('hex') ?? genesis,
    sealedAt: chain?.sealed_at?.toISOString() ?? null,
    verified: chain?.verified_at
      ? {
          at: chain.verified_at.toISOString(),
          seq: chain.verified_seq ?? 0,
          broken:
            chain.broken_seq === null ? null : { seq: chain.broken_seq, reason: chain.broken_reason as 'missing' },
        }
      : null,
    keepDays: {
      read: chain?.keep_read_days ?? 365,
      change: chain?.keep_change_days ?? 1095,
      address: chain?.keep_address_days ?? 365,
    },
  }
}

export const toEntry = (row: repo.EntryRow): Entry => ({
  seq: row.seq,
  at: row.at.toISOString(),
  kind: row.kind as Entry['kind'],
  who: row.who as Entry['who'],
  whoId: row.who_id,
  address: row.address,
  verb: row.verb!,
  objectType: row.object_type,
  objectId: row.object_id,
  outcome: row.outcome!,
  changes: row.changes!,
  requestId: row.request_id,
  hash: row.hash.toString('hex'),
})
