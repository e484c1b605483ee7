import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Dimension } from '#shared/questionnaire/definition'

export type NewCommitment = {
  title: string
  to_customers: string
  to_employees: string
  dimension: Dimension
  owner_id: string | null
  review_on: string
}
export type CommitmentRow = NewCommitment & {
  id: string
  archived_at: Date | null
  evidence: { id: string; day: string; words: string; by: string }[]
}
const rows = (id: string | null) => sql<CommitmentRow>`
  select c.id, c.title, c.to_customers, c.to_employees, c.dimension, c.owner_id, c.review_on::text, c.archived_at, (
    select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'day', e.day, 'words', e.words, 'by', e.noted_by)
      order by e.day desc, e.id desc), '[]')
    from insight.commitment_evidence e where e.org_id = c.org_id and e.commitment_id = c.id
  ) as evidence
  from insight.commitment c where ${id}::uuid is null or c.id = ${id} order by c.archived_at nulls first, c.id`
/** Those in force first. */
export const list = async (tx: Tx) => (await rows(null).execute(tx)).rows
export const find = async (tx: Tx, id: string) => (await rows(id).execute(tx)).rows[0]

export const insert = async (tx: Tx, commitment: NewCommitment): Promise<string> =>
  (await tx.insertInto('insight.commitment').values(commitment).returning('id').executeTakeFirstOrThrow()).id
export const update = (tx: Tx, id: string, values: NewCommitment | { archived_at: Date | null }) =>
  tx.updateTable('insight.commitment').set(values).where('id', '=', id).execute()
export const insertEvidence = (tx: Tx, evidence: { commitment_id: string; day: string; words: string }) =>
  tx.insertInto('insight.commitment_evidence').values(evidence).execute()

export const findPage = async (tx: Tx): Promise<string | undefined> =>
  (await tx.selectFrom('insight.charter_page').select('token').executeTakeFirst())?.token
/** @returns the token of the page that there is. */
export const insertPage = async (tx: Tx, token: string): Promise<string> => {
  await tx
    .insertInto('insight.charter_page')
    .values({ token })
    .onConflict((c) => c.doNothing())
    .execute()
  return (await findPage(tx))!
}
export const removePage = (tx: Tx) => tx.deleteFrom('insight.charter_page').execute()
/** Whose page it is; asked at the gate, before there is an organisation. */
export const whose = async (tx: Tx, token: string): Promise<string | null> =>
  (await sql<{ id: string | null }>`select insight.charter_of(${token}) as id`.execute(tx)).rows[0]!.id
