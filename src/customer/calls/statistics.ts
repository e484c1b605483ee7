import { costWithin } from '#customer/campaigns'
import type { Campaign } from '#customer/campaigns/contract'
import { listSites } from '#engine/people'
import type { Tx } from '#kernel/db'
import { wilson } from '#shared/interval'
import type { CallFilter, CallStatistics, Grouping } from './contract.ts'
import { type Names, readNames } from './names.ts'
import * as repo from './statistics-repo.ts'

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

/** @param ofWhole whether the reader sees every site: what a campaign cost is not told beside a part of its calls. */
export async function callStatistics(
  tx: Tx,
  { by, ...asked }: CallFilter & { by: Grouping },
  now = new Date(),
  ofWhole = true,
): Promise<CallStatistics> {
  const filter = { ...asked, ...(await periodOf(tx, asked, now)) }
  const today = now.toISOString().slice(0, 10)
  const names = await readNames(tx)
  const { mean_talk, median_talk, not_spoken, ...total } = await repo.total(tx, filter)
  const counted = await repo.siteIds(tx, filter)
  const zones = new Set(
    (counted.length > 0 ? counted : [...names.sites.keys()]).flatMap((id) => names.sites.get(id)?.timeZone ?? []),
  )
  return {
    from: filter.from,
    to: filter.to,
    total: {
      ...total,
      meanTalkSeconds: mean_talk,
      medianTalkSeconds: median_talk,
      answerRate: wilson(total.answered, total.answered + total.missed),
      notSpokenSince: not_spoken,
    },
    by,
    groups: (await repo.groups(tx, filter, by)).map(({ key, mean_talk: meanTalkSeconds, ...figures }) => ({
      ...figures,
      meanTalkSeconds,
      key: key ?? 'none',
      ...labelOf(by, key, names, (campaign) => (ofWhole ? costWithin(campaign, filter, today) : null)),
    })),
    heatmap: await repo.heatmap(tx, filter),
    perDay: await repo.perDay(tx, filter),
    timeZones: [...zones],
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
