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
}
const said = (tx: Tx) =>
  tx
    .selectFrom('engine.consent as c')
    .leftJoin('engine.consent_text as t', 't.id', 'c.text_id')
    .select(['c.id', 'c.given', 't.version', 'c.at', 'c.place', 'c.recorded_at'])
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

export const removeSaid = async (tx: Tx, phone: string): Promise<number> =>
  Number((await tx.deleteFrom('engine.consent').where('phone', '=', phone).executeTakeFirst()).numDeletedRows)
/** All that was said by those who have said nothing since an instant. @returns how much. */
export const removeOldSaid = async (tx: Tx, before: Date, most: number): Promise<number> =>
  Number(
    (
      await sql`delete from engine.consent where id in (
        select c.id from engine.consent c where c.at < ${before}
          and not exists (select from engine.consent l where l.phone = c.phone and l.at >= ${before})
        order by c.at limit ${most})`.execute(tx)
    ).numAffectedRows,
  )
