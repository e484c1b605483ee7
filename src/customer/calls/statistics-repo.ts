import { sql } from 'kysely'
import type { Tx } from '#kernel/db'
import { orNone, where } from './call-repo.ts'
import type { CallFilter, Grouping } from './contract.ts'

const columnOf: Record<Grouping, string> = {
  campaign: 'campaign_id',
  medium: 'medium',
  channel: 'channel',
  number: 'number_id',
  site: 'site_id',
}

const figures = sql`count(*)::int as received,
  count(*) filter (where outcome = 'answered')::int as answered,
  count(*) filter (where outcome = 'missed')::int as missed,
  count(*) filter (where outcome = 'ongoing')::int as ongoing,
  avg(talk_seconds) filter (where outcome = 'answered')::float8 as mean_talk`
type Figures = { received: number; answered: number; missed: number; ongoing: number; mean_talk: number | null }

export const total = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<
      Figures & { median_talk: number | null; not_spoken: number; hidden: number; sure: number; uncertain: number }
    >`
    select ${figures},
      percentile_cont(0.5) within group (order by talk_seconds) filter (where outcome = 'answered') as median_talk,
      count(*) filter (where outcome = 'missed' and spoken_at is null)::int as not_spoken,
      count(*) filter (where caller is null and not erased)::int as hidden,
      count(*) filter (where certainty in ('support', 'visitor'))::int as sure,
      count(*) filter (where certainty = 'uncertain')::int as uncertain
    from customer.tracked_call where ${where(filter)}`.execute(tx)
  ).rows[0]!

export const groups = async (tx: Tx, filter: CallFilter, by: Grouping) =>
  (
    await sql<Figures & { key: string | null }>`
    select ${orNone(columnOf[by])} as key, ${figures} from customer.tracked_call where ${where(filter)}
    group by 1 order by received desc, key nulls last`.execute(tx)
  ).rows

export const heatmap = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<{ weekday: number; hour: number; received: number; missed: number }>`
    select local_weekday as weekday, local_hour as hour, count(*)::int as received, count(*) filter (where outcome = 'missed')::int as missed
    from customer.tracked_call where ${where(filter)} group by 1, 2 order by 1, 2`.execute(tx)
  ).rows

export const perDay = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<{ day: string; received: number; missed: number }>`
    select local_day as day, count(*)::int as received, count(*) filter (where outcome = 'missed')::int as missed
    from customer.tracked_call where ${where(filter)} group by 1 order by 1`.execute(tx)
  ).rows

export const siteIds = async (tx: Tx, filter: CallFilter) =>
  (
    await sql<{ id: string }>`select distinct site_id as id from customer.tracked_call where ${where(filter)}`.execute(
      tx,
    )
  ).rows.map((row) => row.id)
