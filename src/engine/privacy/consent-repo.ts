import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Purpose } from './consent-contract.ts'

export type TextRow = {
  id: string
  version: string
  purposes: Purpose[]
  body: string
  created_at: Date
  people: number
}
const texts = (tx: Tx) =>
  tx
    .selectFrom('engine.consent_text as t')
    .select(['t.id', 't.version', 't.body', 't.created_at', sql<Purpose[]>`t.purposes`.as('purposes')])
    .select(
      sql<number>`(select count(distinct c.phone)::int from engine.consent c where c.text_id = t.id)`.as('people'),
    )
export const listTexts = (tx: Tx): Promise<TextRow[]> => texts(tx).orderBy('t.id', 'desc').execute()
export const findText = (tx: Tx, version: string): Promise<TextRow | undefined> =>
  texts(tx).where('t.version', '=', version).executeTakeFirst()
/** @returns false when the version is taken. */
export const insertText = async (
  tx: Tx,
  text: { version: string; purposes: Purpose[]; body: string },
): Promise<boolean> =>
  (
    await tx
      .insertInto('engine.consent_text')
      .values(text)
      .onConflict((c) => c.columns(['org_id', 'version']).doNothing())
      .executeTakeFirst()
  ).numInsertedOrUpdatedRows === 1n

export type SaidRow = {
  id: string
  purpose: Purpose
  given: boolean
  version: string | null
  at: Date
  place: string
  recorded_at: Date
  proof_id: string | null
  proof_name: string | null
}
const said = (tx: Tx) =>
  tx
    .selectFrom('engine.consent as c')
    .leftJoin('engine.consent_text as t', 't.id', 'c.text_id')
    .leftJoin('engine.file as f', 'f.id', 'c.proof_id')
    .select(['c.id', 'c.given', 't.version', 'c.at', 'c.place', 'c.recorded_at', 'c.proof_id', 'f.name as proof_name'])
    .select(sql<Purpose>`c.purpose`.as('purpose'))
export const listSaid = (tx: Tx, phone: string): Promise<SaidRow[]> =>
  said(tx).where('c.phone', '=', phone).orderBy('c.at', 'desc').orderBy('c.id', 'desc').execute()
export const insertSaid = async (
  tx: Tx,
  rows: {
    phone: string
    purpose: Purpose
    given: boolean
    text_id: string | null
    at: Date
    place: string
    recorded_by: string
    proof_id: string | null
  }[],
): Promise<SaidRow[]> => {
  const made = await tx.insertInto('engine.consent').values(rows).returning('id').execute()
  return said(tx)
    .where(
      'c.id',
      'in',
      made.map(({ id }) => id),
    )
    .orderBy('c.id')
    .execute()
}

/** @returns how much went, and the files that it alone was proven by. */
export const removeSaid = (tx: Tx, phone: string): Promise<Removed> =>
  removed(
    tx,
    sql<{ proof_id: string | null }>`delete from engine.consent where phone = ${phone} returning proof_id`.execute(tx),
  )
/** All that was said by those who have said nothing since an instant. */
export const removeOldSaid = (tx: Tx, before: Date, most: number): Promise<Removed> =>
  removed(
    tx,
    sql<{ proof_id: string | null }>`delete from engine.consent where id in (
      select c.id from engine.consent c where c.at < ${before}
        and not exists (select from engine.consent l where l.phone = c.phone and l.at >= ${before})
      order by c.at limit ${most}) returning proof_id`.execute(tx),
  )
type Removed = { count: number; proofIds: string[] }
async function removed(tx: Tx, gone: Promise<{ rows: { proof_id: string | null }[] }>): Promise<Removed> {
  const { rows } = await gone
  const ids = [...new Set(rows.flatMap(({ proof_id }) => proof_id ?? []))]
  const { rows: left } = await sql<{ id: string }>`select g.id from unnest(${ids}::uuid[]) as g (id)
    where not exists (select from engine.consent c where c.proof_id = g.id)`.execute(tx)
  return { count: rows.length, proofIds: left.map(({ id }) => id) }
}

export type ProofRow = { id: string; name: string; size: number; sha256: string; created_at: Date }
export const listProofs = async (tx: Tx, limit: number): Promise<ProofRow[]> =>
  (
    await sql<ProofRow>`select f.id, f.name, f.size::int as size, f.sha256, f.created_at from engine.file f
      where exists (select from engine.consent c where c.proof_id = f.id) order by f.id desc limit ${limit}`.execute(tx)
  ).rows
export const isProof = async (tx: Tx, fileId: string): Promise<boolean> =>
  (await tx.selectFrom('engine.consent').select('id').where('proof_id', '=', fileId).limit(1).executeTakeFirst()) !==
  undefined
