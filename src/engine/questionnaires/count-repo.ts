import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { ResultFilter } from './contract.ts'
import { shifted, wholeMonths } from './period.ts'

/** `mark` '': a whole answer. */
export type MarkCount = { mark: string; n: number }

/**
 * Adds what is not counted yet to the counts by day: once each, whoever else does the same meanwhile.
 * @returns how many answers it has counted; fewer than `most` when none is left.
 */
export const countNew = async (tx: Tx, most = 20_000): Promise<number> =>
  (
    await sql<{ n: number }>`
      with fresh as (
        select org_id, id from engine.answer where not counted limit ${most} for update skip locked
      ), taken as (
        update engine.answer a set counted = true from fresh f where a.org_id = f.org_id and a.id = f.id
        returning a.questionnaire_id, a.day, a.site_id, a.channel, a.marks
      ), added as (
        insert into engine.answer_count as c (questionnaire_id, grain, day, site_id, channel, mark, n)
        select questionnaire_id, grain, case grain when 'day' then day else date_trunc('month', day)::date end, site_id, channel, mark, count(*)
        from taken, unnest(marks || '{""}'::text[]) mark, unnest('{day,month}'::text[]) grain
        group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
        on conflict (org_id, questionnaire_id, grain, day, site_id, channel, mark) do update set n = c.n + excluded.n
      )
      select count(*)::int as n from taken`.execute(tx)
  ).rows[0]!.n

const within = ({ siteId, channel }: ResultFilter) => sql`
  ${siteId === undefined ? sql`true` : sql`site_id = ${siteId}`}
  and ${channel === undefined ? sql`true` : sql`channel = ${channel}`}`

type Span = { from: string; to: string }

/**
 * What was answered from a day to another: whole months as counted by month, the days around them as counted by day, and
 * what is not counted yet. In one statement, so that nothing is told twice or not at all.
 */
function counted(questionnaireId: string, { from, to }: Span, filter: ResultFilter) {
  const months = wholeMonths({ from, to })
  const of = sql`questionnaire_id = ${questionnaireId} and ${within(filter)}`
  const days = (first: string, last: string) =>
    sql`select day, site_id, mark, n from engine.answer_count
      where ${of} and grain = 'day' and day between ${first}::date and ${last}::date`
  return sql`(
    ${
      months
        ? sql`${days(from, shifted(months.from, -1))} union all ${days(shifted(months.to, 1), to)} union all
          select day, site_id, mark, n from engine.answer_count
          where ${of} and grain = 'month' and day between ${months.from}::date and ${months.to}::date`
        : days(from, to)
    }
    union all
    select day, site_id, mark, 1 from engine.answer, unnest(marks || '{""}'::text[]) mark
    where ${of} and not counted and day between ${from}::date and ${to}::date
  )`
}

/** How many gave each mark at each site. */
export const countMarks = async (
  tx: Tx,
  questionnaireId: string,
  { span, filter }: { span: Span; filter: ResultFilter },
): Promise<(MarkCount & { siteId: string | null })[]> =>
  (
    await sql<MarkCount & { siteId: string | null }>`
      select mark, site_id as "siteId", sum(n)::int as n from ${counted(questionnaireId, span, filter)} c group by 1, 2`.execute(
      tx,
    )
  ).rows

/** How many gave each mark of one question, month by month. */
export const countByMonth = async (
  tx: Tx,
  questionnaireId: string,
  { period, question, filter }: { period: Span; question: string; filter: ResultFilter },
): Promise<(MarkCount & { month: string })[]> =>
  (
    await sql<MarkCount & { month: string }>`
      select to_char(day, 'YYYY-MM') as month, mark, sum(n)::int as n
      from ${counted(questionnaireId, period, filter)} c
      where starts_with(mark, ${`${question}=`})
      group by 1, 2 order by 1`.execute(tx)
  ).rows
