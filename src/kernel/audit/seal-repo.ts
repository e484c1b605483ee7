import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Changes } from './contract.ts'

/** An entry as it waits to be sealed. `address` without its mask. */
export type WaitingRow = {
  org_id: string
  id: string
  at: Date
  kind: string
  who: string
  who_id: string | null
  address: string | null
  verb: string
  object_type: string | null
  object_id: string | null
  outcome: string
  changes: Changes
  request_id: string | null
}

export const insertAll = (tx: Tx, entries: object[]) =>
  sql`select core.audit(${JSON.stringify(entries)}::jsonb)`.execute(tx)

export const insertKeyAddress = (tx: Tx, orgId: string, serviceAccountId: string, address: string, requestId: string) =>
  sql`select core.audit_service_address(${orgId}::uuid, ${serviceAccountId}::uuid, ${address}::inet, ${requestId})`.execute(
    tx,
  )

/** One sealer at a time, in whatever process; the lock goes with the transaction. */
export async function tryLock(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ ours: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('visavis audit log', 0)) as ours`.execute(tx)
  return rows[0]!.ours
}

export async function listWaiting(tx: Tx, most: number): Promise<WaitingRow[]> {
  const rows = await tx
    .selectFrom('core.audit_inbox')
    .selectAll()
    .select(sql<string | null>`host(address)`.as('address'))
    .orderBy('org_id')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...row, changes: row.changes as Changes }))
}

export async function countWaiting(tx: Tx, orgId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from core.audit_inbox where org_id = ${orgId}`.execute(tx)
  return rows[0]!.n
}

/** The chain of an organisation, begun if need be. */
export async function openChain(tx: Tx, orgId: string) {
  await tx
    .insertInto('core.audit_chain')
    .values({ org_id: orgId })
    .onConflict((on) => on.doNothing())
    .execute()
  return tx.selectFrom('core.audit_chain').selectAll().where('org_id', '=', orgId).forUpdate().executeTakeFirstOrThrow()
}

export type Sealed = {
  org_id: string
  id: string
  seq: number
  address_salt: string | null
  address_hash: string | null
  content_hash: string
  hash: string
}

/** Moves entries from where they waited into their chains. */
export async function moveIntoChain(tx: Tx, sealed: Sealed[]): Promise<void> {
  await sql`
    with sealed as (
      select * from jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb) as s (
        org_id uuid, id uuid, seq bigint, address_salt text, address_hash text, content_hash text, hash text)
    ), moved as (
      delete from core.audit_inbox i using sealed s where (i.org_id, i.id) = (s.org_id, s.id) returning i.*
    )
    insert into core.audit_entry (org_id, seq, at, kind, id, who, who_id, address, address_salt, address_hash, verb,
      object_type, object_id, outcome, changes, request_id, content_hash, hash)
    select org_id, s.seq, m.at, m.kind, id, m.who, m.who_id, m.address, decode(s.address_salt, 'hex'),
      decode(s.address_hash, 'hex'), m.verb, m.object_type, m.object_id, m.outcome, m.changes, m.request_id,
      decode(s.content_hash, 'hex'), decode(s.hash, 'hex')
    from moved m join sealed s using (org_id, id)`.execute(tx)
}

export const setHead = (tx: Tx, orgId: string, { seq, hash }: { seq: number; hash: string }) =>
  tx
    .updateTable('core.audit_chain')
    .set({ seq, hash: Buffer.from(hash, 'hex'), sealed_at: sql`now()` })
    .where('org_id', '=', orgId)
    .execute()

export const setVerdict = (
  tx: Tx,
  orgId: string,
  { seq, broken }: { seq: number; broken: { seq: number; reason: string } | null },
) => {
  const verdict = { verified_seq: seq, broken_seq: broken?.seq ?? null, broken_reason: broken?.reason ?? null }
  return tx
    .insertInto('core.audit_chain')
    .values({ org_id: orgId, ...verdict, verified_at: sql`now()` })
    .onConflict((on) => on.column('org_id').doUpdateSet({ ...verdict, verified_at: sql`now()` }))
    .execute()
}
