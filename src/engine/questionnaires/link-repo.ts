import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { AnswerLink } from './contract.ts'

export type LinkRow = {
  id: string
  questionnaire_id: string
  token: string
  channel: AnswerLink['channel']
  name: string
  site_id: string | null
  created_at: Date
  closed_at: Date | null
}
const columns = ['id', 'questionnaire_id', 'token', 'channel', 'name', 'site_id', 'created_at', 'closed_at'] as const
const rows = (tx: Tx) => tx.selectFrom('engine.answer_link').select(columns)

export const list = (tx: Tx, questionnaireId?: string) =>
  rows(tx)
    .$if(questionnaireId !== undefined, (q) => q.where('questionnaire_id', '=', questionnaireId!))
    .orderBy(sql`closed_at is not null`)
    .orderBy('id')
    .execute() as Promise<LinkRow[]>
export const find = (tx: Tx, id: string) =>
  rows(tx).where('id', '=', id).executeTakeFirst() as Promise<LinkRow | undefined>
export const insert = (
  tx: Tx,
  link: Pick<LinkRow, 'questionnaire_id' | 'token' | 'channel' | 'name' | 'site_id'>,
): Promise<LinkRow> =>
  tx.insertInto('engine.answer_link').values(link).returning(columns).executeTakeFirstOrThrow() as Promise<LinkRow>
export const setClosed = (tx: Tx, id: string, at: Date | null) =>
  tx
    .updateTable('engine.answer_link')
    .set({ closed_at: at })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst() as Promise<LinkRow | undefined>

/** Whose address it is; asked at the gate, before there is an organisation. */
export const whose = async (tx: Tx, token: string) =>
  (await sql<{ org_id: string; id: string }>`select * from engine.answer_link_of(${token})`.execute(tx)).rows[0]
