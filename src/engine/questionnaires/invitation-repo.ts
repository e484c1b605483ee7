import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

export type NewInvitation = {
  questionnaire_id: string
  token: string
  site_id: string | null
  address_hash: string
  ends_on: string
}
/** @returns their ids, in the order given. */
export const insert = async (tx: Tx, invitations: readonly NewInvitation[]): Promise<string[]> => {
  const rows = await tx.insertInto('engine.invitation').values(invitations).returning(['id', 'token']).execute()
  const ids = new Map(rows.map(({ id, token }) => [token, id]))
  return invitations.map(({ token }) => ids.get(token)!)
}

export const find = async (tx: Tx, id: string) =>
  (
    await sql<{
      questionnaire_id: string
      site_id: string | null
      address_hash: string
      ends_on: string
      answered: boolean
    }>`
      select i.questionnaire_id, i.site_id, i.address_hash, i.ends_on::text,
        exists (select from engine.answer a where a.org_id = i.org_id and a.invitation_id = i.id) as answered
      from engine.invitation i where i.id = ${id}`.execute(tx)
  ).rows[0]

/** Whose address it is; asked at the gate, before there is an organisation. */
export const whose = async (tx: Tx, token: string) =>
  (await sql<{ org_id: string; id: string }>`select * from engine.invitation_of(${token})`.execute(tx)).rows[0]
/** @returns its token; undefined for one that has been answered. */
export const findOpen = async (tx: Tx, id: string): Promise<string | undefined> =>
  (
    await sql<{ token: string }>`select token from engine.invitation i where id = ${id} and not exists
      (select from engine.answer a where a.org_id = i.org_id and a.invitation_id = i.id)`.execute(tx)
  ).rows[0]?.token
export const invitationOfAnswer = async (tx: Tx, answerId: string): Promise<string | null | undefined> =>
  (await tx.selectFrom('engine.answer').select('invitation_id').where('id', '=', answerId).executeTakeFirst())
    ?.invitation_id
