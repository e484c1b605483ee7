import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { ResultFilter } from './contract.ts'

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
        insert into engine.answer_count as c (questionnaire_id, day, site_id, channel, mark, n)
        select questionnaire_id, day, site_id, channel, mark, count(*)
        from taken, unnest(marks || '{""}'::text[]) mark
        group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
        on conflict (org_id, questionnaire_id, day, site_id, channel, mark) do update set n = c.n + excluded.n
      )
      select count(*)::int as n from taken`.execute(tx)
  ).rows[0]!.n

/** Takes answers out of the counts, before they go. */
export const uncount = (tx: Tx, ids: string[]) =>
  sql`
    update engine.answer_count c set n = c.n - gone.n
    from (
      select org_id, questionnaire_id, day, site_id, channel, mark, count(*)::int as n
      from engine.answer, unnest(marks || '{""}'::text[]) mark
      where id = any(${ids}::uuid[]) and counted group by 1, 2, 3, 4, 5, 6
    ) gone
    where c.org_id = gone.org_id and c.questionnaire_id = gone.questionnaire_id and c.day = gone.day
      and c.site_id is not distinct from gone.site_id and c.channel = gone.channel and c.mark = gone.mark`.execute(tx)

const within = ({ siteId, channel }: ResultFilter) => sql`
  ${siteId === undefined ? sql`true` : sql`site_id = ${siteId}`}
  and ${channel === undefined ? sql`true` : sql`channel = ${channel}`}`

/** What was answered from a day to another, by day: as counted, and what is not counted yet. In one statement, so that nothing is told twice or not at all. */
const counted = (questionnaireId: string, from: string, to: string, filter: ResultFilter) => sql`(
  select day, site_id, mark, n from engine.answer_count
  where questionnaire_id = ${questionnaireId} and day between ${from}::date and ${to}::date and ${within(filter)}
  union all
  select day, site_id, mark, 1 from engine.answer, unnest(marks || '{""}'::text[]) mark
  where questionnaire_id = ${questionnaireId} and not counted and day between ${from}::date and ${to}::date and ${within(filter)}
)`

type Span = { from: string; to: string }

/** How many gave each mark at each site, in the period and in the one before it. */
export const countMarks = async (
  tx: Tx,
  questionnaireId: string,
  { period, before, filter }: { period: Span; before: Span; filter: ResultFilter },
): Promise<(MarkCount & { siteId: string | null; now: boolean })[]> =>
  (
    await sql<MarkCount & { siteId: string | null; now: boolean }>`
      select mark, site_id as "siteId", day >= ${period.from}::date as now, sum(n)::int as n
      from ${counted(questionnaireId, before.from, period.to, filter)} c
      group by 1, 2, 3 having sum(n) > 0`.execute(tx)
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
      from ${counted(questionnaireId, period.from, period.to, filter)} c
      where starts_with(mark, ${`${question}=`})
      group by 1, 2 having sum(n) > 0 order by 1`.execute(tx)
  ).rows
