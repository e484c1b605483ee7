import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Asked, Cell } from './contract.ts'

export type SurveyRow = {
  id: string
  name: string
  questionnaire_id: string
  questionnaire: string
  frame: Asked['frame']
  frame_from: string
  frame_to: string
  per_site: number
  expected_rate: number
  reminders: number
  pause_days: number
  ends_on: string
  seed: string
  started_at: Date
  ended_at: Date | null
  invited: number
  answered: number
}
const rows = (id: string | null) => sql<SurveyRow>`
  select s.id, s.name, s.questionnaire_id, q.name as questionnaire, s.frame, s.frame_from::text, s.frame_to::text, s.per_site,
    s.expected_rate, s.reminders, s.pause_days, s.ends_on::text, s.seed, s.started_at, s.ended_at, done.invited, done.answered
  from customer.survey s
  join engine.questionnaire q on q.org_id = s.org_id and q.id = s.questionnaire_id
  cross join lateral (
    select count(i.invitation_id)::int as invited, count(a.id)::int as answered
    from customer.survey_invitee i
    left join engine.answer a on a.org_id = i.org_id and a.invitation_id = i.invitation_id
    where i.org_id = s.org_id and i.survey_id = s.id and i.invitation_id is not null
  ) done
  where ${id}::uuid is null or s.id = ${id} order by s.started_at desc, s.id desc`
export const list = async (tx: Tx) => (await rows(null).execute(tx)).rows
export const find = async (tx: Tx, id: string) => (await rows(id).execute(tx)).rows[0]
/** Those under way. */
export const listRunning = async (tx: Tx) => (await list(tx)).filter(({ ended_at }) => ended_at === null)

export const insert = async (
  tx: Tx,
  survey: Omit<SurveyRow, 'id' | 'questionnaire' | 'started_at' | 'ended_at' | 'invited' | 'answered'>,
): Promise<string> =>
  (await tx.insertInto('customer.survey').values(survey).returning('id').executeTakeFirstOrThrow()).id
export const setEnded = (tx: Tx, id: string, at: Date) =>
  tx.updateTable('customer.survey').set({ ended_at: at }).where('id', '=', id).where('ended_at', 'is', null).execute()

export type StratumRow = {
  id: string
  site_id: string | null
  site: string | null
  cell: Cell
  reachable: number
  resting: number
  opposed: number
  unreachable: number
  target: number
  invited_at: Date | null
  invited: number
  sent: number
  answered: number
}
export const insertStratum = async (
  tx: Tx,
  stratum: { survey_id: string } & Pick<
    StratumRow,
    'site_id' | 'cell' | 'reachable' | 'resting' | 'opposed' | 'unreachable' | 'target'
  >,
): Promise<string> =>
  (await tx.insertInto('customer.survey_stratum').values(stratum).returning('id').executeTakeFirstOrThrow()).id
/** By site's name, those of no site last. */
export const listStrata = async (tx: Tx, surveyId: string): Promise<StratumRow[]> =>
  (
    await sql<StratumRow>`
      select t.id, t.site_id, place.name as site, t.cell, t.reachable, t.resting, t.opposed, t.unreachable, t.target, t.invited_at,
        count(i.invitation_id)::int as invited, (count(*) filter (where i.sent > 0))::int as sent, count(a.id)::int as answered
      from customer.survey_stratum t
      left join engine.site place on place.org_id = t.org_id and place.id = t.site_id
      left join customer.survey_invitee i on i.org_id = t.org_id and i.stratum_id = t.id and i.invitation_id is not null
      left join engine.answer a on a.org_id = i.org_id and a.invitation_id = i.invitation_id
      where t.survey_id = ${surveyId}
      group by t.org_id, t.id, place.name
      order by place.name collate "fr-x-icu" nulls last, t.cell`.execute(tx)
  ).rows
/** Of two who go on with a stratum at once, one does. @returns whether it is this one. */
export const claimTurn = async (tx: Tx, id: string, now: Date, before: Date): Promise<boolean> =>
  (
    await sql`update customer.survey_stratum set invited_at = ${now}
      where id = ${id} and (invited_at is null or invited_at <= ${before}) returning 1`.execute(tx)
  ).rows.length > 0
