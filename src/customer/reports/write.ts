import { callStatistics, compareSites, type Figures, readNames } from '#customer/calls'
import type { CallFilter, CallStatistics, StatisticsQuery } from '#customer/calls/contract'
import { channelName, mediumName } from '#customer/campaigns'
import { orgName } from '#kernel/auth'
import type { Tx } from '#kernel/db'
import type { Language } from '#kernel/i18n'
import { displayPhone } from '#shared/phone-display'
import { callsReport } from './calls-report.ts'
import type { Report } from './report.ts'
import { sitesReport } from './sites-report.ts'
import { type Words, words } from './words.ts'

type Names = Awaited<ReturnType<typeof readNames>>
type Period = { from?: string | undefined; to?: string | undefined }

/** What the transaction sees of the sites, side by side. */
export async function writeSitesReport(
  tx: Tx,
  query: Period,
  { language, figures }: { language: Language; figures?: Figures | undefined },
): Promise<Report> {
  return sitesReport(await compareSites(tx, query, { ...(figures && { figures }) }), {
    org: await orgName(tx),
    words: words(language),
  })
}

/** @param title left out, it is plain « Appels ». @param ofWhole whether the reader sees every site. */
export async function writeCallsReport(
  tx: Tx,
  query: StatisticsQuery,
  { language, title, ofWhole, figures }: { language: Language; title?: string; ofWhole: boolean; figures?: Figures },
): Promise<Report> {
  const statistics = await callStatistics(tx, query, { ofWhole, ...(figures && { figures }) })
  const names = await readNames(tx)
  const said = words(language)
  return callsReport(statistics, {
    title: title ?? said.t('calls.title'),
    org: await orgName(tx),
    filters: filtersOf(query, names, said, language),
    words: said,
    nameOf: (group) => groupName(statistics.by, group, said, language),
  })
}

function groupName(
  by: CallStatistics['by'],
  { key, label }: CallStatistics['groups'][number],
  { t }: Words,
  language: Language,
): string {
  if (by === 'zone') return key === 'none' || key === 'mobile' ? t(`calls.zones.${key}`) : key
  if (key === 'none') return t(`calls.none.${by}`)
  if (by === 'channel') return channelName(language, key)
  if (by === 'medium') return mediumName(language, key)
  return label ?? key
}

/** What the figures are bounded to, one sentence each. Who called is nobody's business on paper. */
function filtersOf(filter: CallFilter, names: Names, { t, format }: Words, language: Language): string[] {
  const { siteId, campaignId, numberId, tagId, channel, medium, zone } = filter
  const none = (value: string, by: string) => (value === 'none' ? t(`calls.none.${by}`) : undefined)
  const number = numberId && names.numbers.get(numberId)
  return [
    siteId && names.sites.get(siteId)?.name,
    campaignId && (none(campaignId, 'campaign') ?? names.campaigns.get(campaignId)?.name),
    numberId && (none(numberId, 'number') ?? (number ? displayPhone(number.e164) : undefined)),
    tagId && names.tags.get(tagId)?.name,
    channel && (none(channel, 'channel') ?? channelName(language, channel)),
    medium && (none(medium, 'medium') ?? mediumName(language, medium)),
    zone && (zone === 'none' || zone === 'mobile' ? t(`calls.zones.${zone}`) : zone),
    ...(['source', 'term', 'ad', 'landing'] as const).map(
      (key) => filter[key] && (none(filter[key], key) ?? filter[key]),
    ),
    filter.outcome && t(`calls.filter.${filter.outcome}`),
    filter.waiting && t('calls.filter.waiting'),
    filter.customer && t(filter.customer === 'yes' ? 'calls.filter.customerYes' : 'calls.filter.customerNo'),
    filter.sold && t('calls.filter.sold'),
    filter.talkedSeconds && t('calls.filter.talked', { duration: format.duration(filter.talkedSeconds) }),
    filter.quarantine && t(`calls.filter.quarantine.${filter.quarantine}`),
    filter.weekday && format.weekday(filter.weekday),
    filter.hour !== undefined && t('calls.heat.hour', { hour: filter.hour }),
  ].filter((said): said is string => typeof said === 'string' && said !== '')
}
