import { sql } from 'kysely'
import type { Tx } from '#kernel/db'

/** In the order of the lot. */
export const insert = (tx: Tx, surveyId: string, stratumId: string, contactIds: readonly string[]) =>
  sql`insert into customer.survey_invitee (survey_id, stratum_id, contact_id, rank)
    select ${surveyId}, ${stratumId}, id, rank from unnest(${contactIds}::uuid[]) with ordinality lot (id, rank)`.execute(
    tx,
  )

/** The next in the order of the lot. */
export const listReserve = async (tx: Tx, stratumId: string, most: number): Promise<string[]> =>
  (
    await sql<{ id: string }>`select contact_id as id from customer.survey_invitee
      where stratum_id = ${stratumId} and invitation_id is null and excused is null order by rank limit ${most}`.execute(
      tx,
    )
  ).rows.map(({ id }) => id)
export const excuse = (tx: Tx, surveyId: string, contactId: string, why: 'resting' | 'opposed' | 'gone') =>
  tx
    .updateTable('customer.survey_invitee')
    .set({ excused: why })
    .where('survey_id', '=', surveyId)
    .where('contact_id', '=', contactId)
    .execute()
export const setInvited = (
  tx: Tx,
  surveyId: string,
  invited: readonly { contact_id: string; invitation_id: string }[],
  at: Date,
) =>
  sql`update customer.survey_invitee i set invitation_id = n.invitation_id, letters = 1, written_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(invited)}::jsonb) as n (contact_id uuid, invitation_id uuid)
    where i.survey_id = ${surveyId} and i.contact_id = n.contact_id`.execute(tx)

/** Whoever was written to, has not answered, and may be reminded; noted as reminded. @returns their letters. */
export const remind = async (
  tx: Tx,
  stratumId: string,
  { most, before, now }: { most: number; before: Date; now: Date },
): Promise<string[]> =>
  (
    await sql<{ id: string }>`
      update customer.survey_invitee i set letters = letters + 1, written_at = ${now}
      where stratum_id = ${stratumId} and invitation_id is not null and excused is null and letters between 1 and ${most}
        and sent = letters and written_at <= ${before}
        and not exists (select from engine.answer a where a.org_id = i.org_id and a.invitation_id = i.invitation_id)
      returning invitation_id as id`.execute(tx)
  ).rows.map(({ id }) => id)

export type LetterRow = {
  survey_id: string
  contact_id: string
  letters: number
  sent: number
  ended: boolean
  ends_on: string
  questionnaire_id: string
  site: string | null
  time_zone: string | null
}
export const findByInvitation = async (tx: Tx, invitationId: string): Promise<LetterRow | undefined> =>
  (
    await sql<LetterRow>`
      select i.survey_id, i.contact_id, i.letters, i.sent, s.ended_at is not null as ended, s.ends_on::text,
        s.questionnaire_id, place.name as site, place.time_zone
      from customer.survey_invitee i
      join customer.survey s on s.org_id = i.org_id and s.id = i.survey_id
      join customer.survey_stratum t on t.org_id = i.org_id and t.id = i.stratum_id
      left join engine.site place on place.org_id = t.org_id and place.id = t.site_id
      where i.invitation_id = ${invitationId}`.execute(tx)
  ).rows[0]
/** Letters that were due before an instant and have not left. */
export const listUnsent = async (tx: Tx, stratumId: string, before: Date): Promise<string[]> =>
  (
    await sql<{ id: string }>`select invitation_id as id from customer.survey_invitee
      where stratum_id = ${stratumId} and excused is null and written_at <= ${before}
        and sent < letters`.execute(tx)
  ).rows.map(({ id }) => id)
/** @param letters the last that has left. */
export const setSent = (tx: Tx, invitationId: string, letters: number) =>
  sql`update customer.survey_invitee set sent = greatest(sent, ${letters}) where invitation_id = ${invitationId}`.execute(
    tx,
  )
