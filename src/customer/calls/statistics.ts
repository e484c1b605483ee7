import { costWithin } from '#customer/campaigns'
import type { Campaign } from '#customer/campaigns/contract'
import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import { wilson } from '#shared/interval'
import { invalid } from '#shared/errors'
import { changeOfCount, changeOfRate, comparedPeriod } from './comparison.ts'
import type { CallFilter } from './contract.ts'
import type { CallStatistics, CallTotal, Grain, Grouping, StatisticsQuery } from './statistics-contract.ts'
import { type Names, readNames } from './names.ts'
import { peaksOf } from './staffing.ts'
import { type Figures, figuresOf } from './figures.ts'

const defaultDays = 30

/** The period of a filter, in local days; the last 30 days by default, up to today where today begins first. */
export async function periodOf(tx: Tx, filter: CallFilter, now = new Date()): Promise<{ from: string; to: string }> {
  const sites = (await listSites(tx)).filter(({ id }) => filter.siteId === undefined || id === filter.siteId)
  const zones = sites.length > 0 ? sites.map((site) => site.timeZone) : ['Europe/Paris']
  const todays = zones.map((timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now))
  const to = filter.to ?? todays.toSorted().at(-1)!
  const from = filter.from ?? new Date(Date.parse(to) - (defaultDays - 1) * 86_400_000).toISOString().slice(0, 10)
  return { from, to }
}

/** More is neither read nor drawn: a filter leads to the rest. */
const mostGroups = 500
/** Finer than a day over more days than this is more than a screen shows or a person reads. */
const mostDaysOfHours = 93

type About = {
  now?: Date
  /** Whether the reader sees every site: what a campaign cost is not told beside a part of its calls. */
  ofWhole?: boolean
  /** Where calls are counted: by the database, when nothing else is said. */
  figures?: Figures
}

/**
 * @throws {DomainError} `statistics.grain_too_fine` (422).
 */
export async function callStatistics(
  tx: Tx,
  { by, grain = 'day', compare, ...asked }: CallFilter & Pick<StatisticsQuery, 'by' | 'compare'> & { grain?: Grain },
  { now = new Date(), ofWhole = true, figures = figuresOf(tx) }: About = {},
): Promise<CallStatistics> {
  const period = await periodOf(tx, asked, now)
  const filter = { ...asked, ...period }
  const days = (Date.parse(period.to) - Date.parse(period.from)) / 86_400_000
  if ((grain === 'hour' || grain === 'half_hour') && days > mostDaysOfHours)
    throw invalid('statistics.grain_too_fine', { days: mostDaysOfHours })
  const today = now.toISOString().slice(0, 10)
  const names = await readNames(tx)
  const total = await totalOf(figures, filter)
  const heatmap = await figures.heatmap(filter)
  const groups = await figures.groups(filter, by, mostGroups)
  const counted = await figures.siteIds(filter)
  const zones = new Set(
    (counted.length > 0 ? counted : [...names.sites.keys()]).flatMap((id) => names.sites.get(id)?.timeZone ?? []),
  )
  return {
    ...period,
    total,
    compared: compare ? await comparedWith(figures, { filter, total, compare }) : null,
    by,
    groupCount: groups.count,
    groups: groups.rows.map(({ key, mean_talk, first_calls, value_cents, ...counts }) => ({
      ...counts,
      meanTalkSeconds: mean_talk,
      firstCalls: first_calls,
      valueCents: value_cents,
      key: key ?? 'none',
      ...labelOf(by, key, names, (campaign) => (ofWhole ? costWithin(campaign, filter, today) : null)),
    })),
    heatmap,
    zones: await figures.zones({ ...filter, zone: undefined }),
    // Days to come have no call yet.
    peaks: peaksOf({
      from: period.from,
      to: period.to < today ? period.to : today,
      heatmap,
      meanTalkSeconds: total.meanTalkSeconds,
    }),
    grain,
    series: await figures.series(filter, grain),
    timeZones: [...zones],
  }
}

async function totalOf(figures: Figures, filter: CallFilter): Promise<CallTotal> {
  const row = await figures.total(filter)
  return {
    received: row.received,
    answered: row.answered,
    missed: row.missed,
    ongoing: row.ongoing,
    callers: row.callers,
    firstCalls: row.first_calls,
    prospects: row.prospects,
    acquired: row.acquired,
    sales: row.sales,
    valueCents: row.value_cents,
    acquisitionRate: wilson(Math.min(row.acquired, row.prospects), row.prospects),
    meanTalkSeconds: row.mean_talk,
    medianTalkSeconds: row.median_talk,
    meanWaitSeconds: row.mean_wait,
    medianSpokenAfterSeconds: row.median_spoken_after,
    answerRate: wilson(row.answered, row.answered + row.missed),
    notSpokenSince: row.not_spoken,
    hidden: row.hidden,
    quarantined: await figures.countQuarantined(filter),
    sure: row.sure,
    uncertain: row.uncertain,
  }
}

type Compared = { filter: CallFilter & { from: string; to: string }; total: CallTotal; compare: 'previous' | 'year' }

async function comparedWith(
  figures: Figures,
  { filter, total, compare }: Compared,
): Promise<CallStatistics['compared']> {
  const period = comparedPeriod(filter, compare)
  const then = { ...filter, ...period }
  const before = await totalOf(figures, then)
  const perDay = async (asked: CallFilter) =>
    (await figures.series(asked, 'day')).map(({ at, received }) => ({ day: at, received }))
  return {
    ...period,
    total: before,
    answerRate: changeOfRate(before, total),
    received: changeOfCount(
      { ...period, perDay: await perDay(then) },
      { from: filter.from, to: filter.to, perDay: await perDay(filter) },
    ),
  }
}

type Label = { label: string | null; note: string | null; costCents: number | null }

function labelOf(by: Grouping, key: string | null, names: Names, costOf: (campaign: Campaign) => number | null): Label {
  const nameless = { label: null, note: null, costCents: null }
  if (key === null) return nameless
  if (by === 'site') return { ...nameless, label: names.sites.get(key)?.name ?? null }
  if (by === 'number') {
    const number = names.numbers.get(key)
    return { ...nameless, label: number?.display ?? null, note: number?.label || null }
  }
  if (by === 'campaign') {
    const campaign = names.campaigns.get(key)
    return campaign ? { label: campaign.name, note: campaign.channel, costCents: costOf(campaign) } : nameless
  }
  return { ...nameless, label: key }
}
