import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import type { CallFilter } from './contract.ts'
import { all, orNone, originParts, sharedBy, where } from './filter-repo.ts'
import type { Grain, Grouping } from './statistics-contract.ts'

const columnOf: Record<Grouping, string> = {
  campaign: 'campaign_id',
  channel: 'channel',
  medium: 'medium',
  source: 'source',
  term: 'term',
  ad: 'ad',
  landing: 'landing',
  number: 'number_id',
  site: 'site_id',
  zone: 'zone',
}
/** Those that a touch has too: the others are the call's, whoever shares its credit. */
const ofOrigin = new Set<Grouping>(['campaign', 'channel', 'medium', 'source', 'term', 'ad', 'landing'])

/** Figures of one group; counts are shares when the credit is shared among touches. Talk in seconds. */
export type FigureGroup = {
  key: string | null
  received: number
  answered: number
  missed: number
  ongoing: number
  mean_talk: number | null
  callers: number
  first_calls: number
  prospects: number
  acquired: number
  sales: number
  value_cents: number
}
export type Total = Omit<FigureGroup, 'key'> & {
  median_talk: number | null
  mean_wait: number | null
  median_spoken_after: number | null
  not_spoken: number
  hidden: number
  sure: number
  uncertain: number
}
export type SiteDay = { site_id: string; day: string; received: number }
const people = sql`avg(talk_seconds) filter (where outcome = 'answered')::float8 as mean_talk,
  count(distinct person_id)::int as callers, count(*) filter (where first_call)::int as first_calls,
  count(distinct person_id) filter (where not customer)::int as prospects`
const counts = sql`count(*)::int as received,
  count(*) filter (where outcome = 'answered')::int as answered,
  count(*) filter (where outcome = 'missed')::int as missed,
  count(*) filter (where outcome = 'ongoing')::int as ongoing,
  count(*) filter (where acquired)::int as acquired,
  coalesce(sum(sales), 0)::int as sales, coalesce(sum(value_cents), 0)::bigint as value_cents`
const shares = sql`sum(share)::float8 as received,
  coalesce(sum(share) filter (where outcome = 'answered'), 0)::float8 as answered,
  coalesce(sum(share) filter (where outcome = 'missed'), 0)::float8 as missed,
  coalesce(sum(share) filter (where outcome = 'ongoing'), 0)::float8 as ongoing,
  coalesce(sum(share) filter (where acquired), 0)::float8 as acquired,
  sum(share * sales)::float8 as sales, round(sum(share * value_cents))::bigint as value_cents`

export const total = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<Total>`
    select ${counts}, ${people},
      percentile_cont(0.5) within group (order by talk_seconds) filter (where outcome = 'answered') as median_talk,
      avg(wait_seconds)::float8 as mean_wait,
      percentile_cont(0.5) within group (order by extract(epoch from spoken_at - started_at)) filter (where outcome = 'missed')::float8 as median_spoken_after,
      count(*) filter (where outcome = 'missed' and spoken_at is null)::int as not_spoken,
      count(*) filter (where caller is null and not erased)::int as hidden,
      count(*) filter (where certainty in ('support', 'visitor'))::int as sure,
      count(*) filter (where certainty = 'uncertain')::int as uncertain
    from customer.tracked_call where ${where(filter)}`.execute(tx)
  ).rows[0]!

/** How many of the filter's calls are left out. */
export const countQuarantined = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<{ n: number }>`
    select count(*)::int as n from customer.tracked_call where ${where({ ...filter, quarantine: 'yes' })}`.execute(tx)
  ).rows[0]!.n

export const groups = async (tx: Tx, filter: CallFilter, by: Grouping) =>
  (
    await sql<FigureGroup>`${ofOrigin.has(by) && sharedBy(filter) ? shared(filter, by) : owned(filter, by)}
    group by 1 order by received desc, key nulls last`.execute(tx)
  ).rows

const owned = (filter: CallFilter, by: Grouping) =>
  sql`select ${orNone(columnOf[by])} as key, ${counts}, ${people} from customer.tracked_call where ${where(filter)}`

/** Calls of one touch are their own's; those of more are each touch's, by its share. */
function shared(filter: CallFilter, by: Grouping) {
  const [column, share] = [columnOf[by], sql.ref(`touch.${sharedBy(filter)}`)]
  const figures = sql`outcome, talk_seconds, person_id, first_call, customer, acquired, sales, value_cents`
  return sql`select key, ${shares}, ${people} from (
      select ${orNone(column)} as key, 1 as share, ${figures} from customer.tracked_call where touches <= 1 and ${where(filter)}
      union all
      select ${orNone(`touch.${column}`)}, ${share}, ${figures}
      from customer.tracked_call join customer.call_touch as touch on touch.org_id = tracked_call.org_id and touch.call_id = tracked_call.id
      where touches > 1 and ${where(qualified(filter))} and ${share} > 0 and ${all(originParts(filter, 'touch.'))}
    ) as credited`
}

/** The touch's own origin is asked for beside: the call's is another column of the same name. */
const qualified = (filter: CallFilter): CallFilter => ({
  ...filter,
  medium: undefined,
  channel: undefined,
  source: undefined,
  term: undefined,
  ad: undefined,
  landing: undefined,
  campaignId: undefined,
})

export const heatmap = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<{ weekday: number; hour: number; received: number; missed: number }>`
    select local_weekday as weekday, local_hour as hour, count(*)::int as received, count(*) filter (where outcome = 'missed')::int as missed
    from customer.tracked_call where ${where(filter)} group by 1, 2 order by 1, 2`.execute(tx)
  ).rows

export const zones = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<{ zone: string; received: number }>`
    select case when caller is null and not erased then 'hidden' else coalesce(${orNone('zone')}, 'none') end as zone, count(*)::int as received
    from customer.tracked_call where ${where(filter)} group by 1 order by 2 desc, 1`.execute(tx)
  ).rows

const moment: Record<Grain, ReturnType<typeof sql<string>>> = {
  month: sql`to_char(local_day, 'YYYY-MM')`,
  week: sql`to_char(date_trunc('week', local_day), 'YYYY-MM-DD')`,
  day: sql`to_char(local_day, 'YYYY-MM-DD')`,
  hour: sql`to_char(local_day, 'YYYY-MM-DD') || to_char(local_hour, '"T"FM00') || ':00'`,
  half_hour: sql`to_char(local_day, 'YYYY-MM-DD') || to_char(local_half / 2, '"T"FM00') || case when local_half % 2 = 0 then ':00' else ':30' end`,
}

export const series = async (tx: Tx, filter: CallFilter, grain: Grain) =>
  (
    await sql<{ at: string; received: number; missed: number }>`
    select ${moment[grain]} as at, count(*)::int as received, count(*) filter (where outcome = 'missed')::int as missed
    from customer.tracked_call where ${where(filter)} group by 1 order by 1`.execute(tx)
  ).rows

export const siteIds = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<{ id: string }>`select distinct site_id as id from customer.tracked_call where ${where(filter)}`.execute(
      tx,
    )
  ).rows.map((row) => row.id)

/** Received per site and local day. */
export const seriesBySite = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<SiteDay>`
    select site_id, local_day as day, count(*)::int as received
    from customer.tracked_call where ${where(filter)} group by 1, 2`.execute(tx)
  ).rows
