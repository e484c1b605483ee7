import { listCampaigns } from '#customer/campaigns/contract'
import { listNumbers } from '#customer/numbers/contract'
import { listTags } from '#engine/interactions/contract'
import { listSites } from '#engine/people/contract'
import { displayPhone } from '#shared/phone-display'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Chip } from '#web/ui'
import type { CallFilter, CallStatistics } from '../contract.ts'
import type { Change, Search } from './call-search.ts'
import classes from './calls.module.css'
import { ChoiceChip } from './choice-chip.tsx'
import { PeriodChips } from './period-chips.tsx'
import { useSay, zoneName } from './say.ts'

type CallFiltersProps = {
  filter: CallFilter
  compare: Search['compare']
  change: Change
  statistics: CallStatistics | undefined
}

/** What the whole screen speaks of: a period, a site, a tag, and the group that was opened. */
export function CallFilters({ filter, compare, change, statistics }: CallFiltersProps) {
  const t = useText()
  const format = useFormat()
  const opened = useOpenedGroups(filter)
  const sites = useEndpoint(listSites).data?.items ?? []
  const tags = useEndpoint(listTags, {}, { enabled: useCan('tags.read') }).data?.items ?? []
  return (
    <div className={classes['filters']}>
      <PeriodChips filter={filter} change={change} />
      {sites.length > 1 && (
        <ChoiceChip
          of={sites}
          chosen={filter.siteId}
          all={t('calls.filter.allSites')}
          choose={(siteId) => change({ siteId })}
        />
      )}
      {tags.length > 0 && (
        <ChoiceChip
          of={tags}
          chosen={filter.tagId}
          all={t('calls.filter.allTags')}
          choose={(tagId) => change({ tagId })}
        />
      )}
      <ChoiceChip
        of={(['previous', 'year'] as const).map((id) => ({ id, name: t(`calls.compare.${id}`) }))}
        chosen={compare}
        all={t('calls.compare.none')}
        choose={(id) => change({ compare: id })}
      />
      {opened.map(({ key, name }) => (
        <Chip key={key} on aria-label={t('calls.filter.remove', { name })} onClick={() => change({ [key]: undefined })}>
          {name} ×
        </Chip>
      ))}
      {statistics && (
        <small className={classes['period']}>
          {t('calls.period.days', { from: format.day(statistics.from), to: format.date(statistics.to) })}
        </small>
      )}
    </div>
  )
}

/** The groups opened from the table, named; their lists are read only when one is open. */
function useOpenedGroups({ campaignId, numberId, medium, channel, zone, ...others }: CallFilter) {
  const { t, ...say } = useSay()
  const campaigns = useEndpoint(listCampaigns, undefined, { enabled: Boolean(campaignId) }).data?.items
  const numbers = useEndpoint(listNumbers, {}, { enabled: Boolean(numberId) }).data?.items
  const campaign = campaigns?.find(({ id }) => id === campaignId)?.name ?? t('calls.by.campaign')
  const e164 = numbers?.find(({ id }) => id === numberId)?.e164
  const number = e164 ? displayPhone(e164) : t('calls.by.number')
  return [
    ...(campaignId ? [{ key: 'campaignId', name: campaignId === 'none' ? t('calls.none.campaign') : campaign }] : []),
    ...(medium ? [{ key: 'medium', name: medium === 'none' ? t('calls.none.medium') : say.medium(medium) }] : []),
    ...(channel ? [{ key: 'channel', name: channel === 'none' ? t('calls.none.channel') : say.channel(channel) }] : []),
    ...(['source', 'term', 'ad', 'landing'] as const).flatMap((key) => {
      const value = others[key]
      return value ? [{ key, name: value === 'none' ? t(`calls.none.${key}`) : value }] : []
    }),
    ...(zone ? [{ key: 'zone', name: zoneName(zone, t) }] : []),
    ...(numberId ? [{ key: 'numberId', name: numberId === 'none' ? t('calls.none.number') : number }] : []),
  ]
}
