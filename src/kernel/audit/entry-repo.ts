import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { AuditFilter, Changes } from './contract.ts'

/** An entry of the chain; what it says is null once it was emptied. */
export type EntryRow = {
  org_id: string
  seq: number
  at: Date
  kind: string
  id: string | null
  who: string | null
  who_id: string | null
  address: string | null
  address_hash: Buffer | null
  address_salt: Buffer | null
  verb: string | null
  object_type: string | null
  object_id: string | null
  outcome: string | null
  changes: Changes | null
  request_id: string | null
  content_hash: Buffer
  hash: Buffer
}

const entries = (tx: Tx) =>
  tx
    .selectFrom('core.audit_entry')
    .selectAll()
    .select(sql<string | null>`host(address)`.as('address'))
    .$narrowType<{ changes: Changes | null }>()

function where({ from, to, kind, who, whoId, verb, objectType, objectId }: AuditFilter) {
  const equal = Object.entries({ kind, who, who_id: whoId, verb, object_type: objectType, object_id: objectId })
  const conditions = [
    ...(from ? [sql<SqlBool>`at >= ${from}::timestamptz`] : []),
    ...(to ? [sql<SqlBool>`at < ${to}::timestamptz`] : []),
    ...equal.flatMap(([column, value]) => (value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`])),
  ]
  return sql<SqlBool>`${sql.join([sql`true`, ...conditions], sql` and `)}`
}

/** Newest first, those emptied left out. `after`: instant and number of the last one shown. */
export const list = (
  tx: Tx,
  filter: AuditFilter,
  { after, limit }: { after?: { at: string; seq: string }; limit: number },
): Promise<EntryRow[]> =>
  entries(tx)
    .where('id', 'is not', null)
    .where(where(filter))
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(at, seq) < (${after!.at}::timestamptz, ${after!.seq}::bigint)`),
    )
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()

/** In the order of the chain, from a number on, those emptied too. */
export const listFrom = (tx: Tx, first: number, limit: number): Promise<EntryRow[]> =>
  entries(tx).where('seq', '>=', first).orderBy('seq').limit(limit).execute()

/** The same for an export: what a filter lets through, with the hash of the entry before each. */
export const listForExport = (tx: Tx, { first, last }: Span, limit: number, filter: AuditFilter) =>
  entries(tx)
    .select(
      sql<Buffer | null>`(select p.hash from core.audit_entry p
        where p.org_id = core.audit_entry.org_id and p.seq = core.audit_entry.seq - 1)`.as('previous'),
    )
    .where('seq', '>=', first)
    .where('seq', '<=', last)
    .where(where(filter))
    .orderBy('seq')
    .limit(limit)
    .execute()

export type Span = { first: number; last: number }

/** First and last number of a period: an export starts there instead of at the beginning of time. */
export async function spanOf(tx: Tx, { from, to }: AuditFilter): Promise<Span | undefined> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select min(seq) as first, max(seq) as last from core.audit_entry where ${where({ from, to })}`.execute(tx)
  const { first, last } = rows[0]!
  return first === null || last === null ? undefined : { first, last }
}

export const findChain = (tx: Tx) => tx.selectFrom('core.audit_chain').selectAll().executeTakeFirst()

/** What the purges of the log say that they emptied, those too that wait to be sealed: read as the sealer. */
export async function listPurges(tx: Tx, orgId: string): Promise<Changes[]> {
  const { rows } = await sql<{ changes: Changes }>`
    select changes from core.audit_entry where org_id = ${orgId} and verb = ${purgeVerb} and who = 'house'
    union all select changes from core.audit_inbox where org_id = ${orgId} and verb = ${purgeVerb} and who = 'house'`.execute(
    tx,
  )
  return rows.map((row) => row.changes)
}
export const purgeVerb = 'audit.purge'
