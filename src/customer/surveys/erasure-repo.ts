import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

const theirs = (phone: string) =>
  sql`contact_id in (select contact_id from customer.contact_phone where phone = ${phone})`

/** Who was asked in surveys that ended before an instant; what was answered stays, as nobody's. @returns how many. */
export const purge = async (tx: Tx, before: Date, most: number): Promise<number> =>
  Number(
    (
      await sql`delete from customer.survey_invitee where (org_id, survey_id, contact_id) in (
        select i.org_id, i.survey_id, i.contact_id from customer.survey_invitee i
        join customer.survey s on s.org_id = i.org_id and s.id = i.survey_id
        where s.ended_at < ${before} limit ${most})`.execute(tx)
    ).numAffectedRows,
  )
/** As whoever is asked for their own file is told. */
export const show = async (tx: Tx, phone: string): Promise<Record<string, unknown>[]> =>
  (
    await sql<Record<string, unknown>>`
      select s.name as survey, i.written_at as "writtenAt", i.letters, a.answered_at as "answeredAt", a.answers
      from customer.survey_invitee i
      join customer.survey s on s.org_id = i.org_id and s.id = i.survey_id
      left join engine.answer a on a.org_id = i.org_id and a.invitation_id = i.invitation_id
      where i.invitation_id is not null and ${theirs(phone)} order by i.written_at`.execute(tx)
  ).rows
/** @returns how many surveys asked them, or would have. */
export const forget = async (tx: Tx, phone: string): Promise<number> =>
  Number((await sql`delete from customer.survey_invitee where ${theirs(phone)}`.execute(tx)).numAffectedRows)
