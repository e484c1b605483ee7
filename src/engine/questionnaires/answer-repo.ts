import { type SqlBool, sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { Answers } from '#shared/questionnaire/definition'
import type { Answer, AnswerFilter } from './contract.ts'

export type NewAnswer = {
  submission_id: string
  questionnaire_id: string
  version_id: string
  link_id: string | null
  invitation_id: string | null
  channel: Answer['channel']
  language: string
  site_id: string | null
  answers: Answers
  marks: string[]
  score: number | null
  answered_at: string
  day: string
}
export type AnswerRow = {
  id: string
  questionnaire_id: string
  version_id: string
  number: number
  channel: Answer['channel']
  language: string
  site_id: string | null
  answers: Answers
  score: number | null
  answered_at: Date
  at_text: string
}

/** Many at once; one that is there already stays as it is. @returns the ids of those that are new, by submission. */
export const insert = async (tx: Tx, answers: NewAnswer[]): Promise<Map<string, string>> =>
  new Map(
    (
      await sql<{ id: string; submission_id: string }>`
        insert into engine.answer (submission_id, questionnaire_id, version_id, link_id, invitation_id, channel, language, site_id, answers, marks, score, answered_at, day)
        select submission_id, questionnaire_id, version_id, link_id, invitation_id, channel, language, site_id, answers, marks, score, answered_at, day
        from json_populate_recordset(null::engine.answer, ${JSON.stringify(answers)}::json)
        on conflict do nothing
        returning id, submission_id`.execute(tx)
    ).rows.map(({ id, submission_id }) => [submission_id, id]),
  )

export const findSubmissions = async (tx: Tx, submissionIds: string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await tx
        .selectFrom('engine.answer')
        .select(['id', 'submission_id'])
        .where('submission_id', 'in', submissionIds)
        .execute()
    ).map(({ id, submission_id }) => [submission_id, id]),
  )

const rows = (tx: Tx) =>
  tx
    .selectFrom('engine.answer as a')
    .innerJoin('engine.questionnaire_version as v', (join) =>
      join.onRef('v.org_id', '=', 'a.org_id').onRef('v.id', '=', 'a.version_id'),
    )
    .select([
      'a.id',
      'a.questionnaire_id',
      'a.version_id',
      'v.number',
      'a.channel',
      'a.language',
      'a.site_id',
      'a.answers',
      'a.score',
    ])
    .select(['a.answered_at', sql<string>`a.answered_at::text`.as('at_text')])

export const find = (tx: Tx, id: string) =>
  rows(tx).where('a.id', '=', id).executeTakeFirst() as unknown as Promise<AnswerRow | undefined>

/** Newest first, after a cursor (instant, id). */
export const list = (
  tx: Tx,
  { questionnaireId, from, to, siteId, channel, mark }: AnswerFilter,
  { after, limit }: { after?: [string, string] | undefined; limit: number },
) =>
  rows(tx)
    .$if(questionnaireId !== undefined, (q) => q.where('a.questionnaire_id', '=', questionnaireId!))
    .$if(from !== undefined, (q) => q.where(sql<SqlBool>`a.day >= ${from}::date`))
    .$if(to !== undefined, (q) => q.where(sql<SqlBool>`a.day <= ${to}::date`))
    .$if(siteId !== undefined, (q) => q.where('a.site_id', '=', siteId!))
    .$if(channel !== undefined, (q) => q.where('a.channel', '=', channel!))
    .$if(mark !== undefined, (q) => q.where(sql<SqlBool>`${mark} = any(a.marks)`))
    .$if(after !== undefined, (q) =>
      q.where(sql<SqlBool>`(a.answered_at, a.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('a.answered_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute() as unknown as Promise<AnswerRow[]>

/** The latest answers that hold every one of some questions, as numbers. */
export const listMarks = async (
  tx: Tx,
  questionnaireId: string,
  questions: readonly string[],
  { from, to, siteId, channel, most }: AnswerFilter & { most: number },
): Promise<number[][]> =>
  (
    await sql<{ marks: number[] }>`
      select array(select (answers ->> key)::float8 from unnest(${questions}::text[]) with ordinality k (key, place) order by place) as marks
      from engine.answer
      where questionnaire_id = ${questionnaireId}
        and (${from ?? null}::date is null or day >= ${from ?? null}) and (${to ?? null}::date is null or day <= ${to ?? null})
        and (${siteId ?? null}::uuid is null or site_id = ${siteId ?? null}) and (${channel ?? null}::text is null or channel = ${channel ?? null})
        and not exists (select from unnest(${questions}::text[]) key where jsonb_typeof(answers -> key) is distinct from 'number')
      order by answered_at desc limit ${most}`.execute(tx)
  ).rows.map(({ marks }) => marks)

export const insertFile = (tx: Tx, answerId: string, fileId: string) =>
  tx.insertInto('engine.answer_file').values({ answer_id: answerId, file_id: fileId }).execute()
/** Newest first. */
export const listFiles = (tx: Tx, { answerId, id }: { answerId?: string | undefined; id?: string }) =>
  tx
    .selectFrom('engine.answer_file as a')
    .innerJoin('engine.file as f', (join) => join.onRef('f.org_id', '=', 'a.org_id').onRef('f.id', '=', 'a.file_id'))
    .select([
      'f.id',
      'a.answer_id as answerId',
      'f.name',
      'f.media_type as mediaType',
      sql<number>`f.size::int`.as('size'),
    ])
    .$if(answerId !== undefined, (q) => q.where('a.answer_id', '=', answerId!))
    .$if(id !== undefined, (q) => q.where('f.id', '=', id!))
    .orderBy('f.created_at', 'desc')
    .limit(200)
    .execute()
