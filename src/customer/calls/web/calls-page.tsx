import { Button, Text } from '@mantine/core'
import type { ComponentType } from 'react'
import { Link } from '@tanstack/react-router'
import { hrefOf, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Failure, LiveBadge, Loading, Page } from '#web/ui'
import {
  exportCalls,
  type CallFilter,
  getCallStatistics,
  type CallStatistics,
  type StatisticsQuery,
} from '../contract.ts'
import { CallFigures } from './call-figures.tsx'
import { CallFilters } from './call-filters.tsx'
import { CallList } from './call-list.tsx'
import { grainFor } from './moments.ts'
import { forAddress, narrowing, scopeOf, useCallSearch, type Change, type Search } from './call-search.ts'
import classes from './calls.module.css'
import { CallsOverTime } from './calls-over-time.tsx'
import { firstSentence } from './first-sentence.ts'
import { GroupTable } from './group-table.tsx'
import { HeatMap } from './heat-map.tsx'
import { NoCall } from './no-call.tsx'
import { SavedViews } from './saved-views.tsx'
import { ZoneMap } from './zone-map.tsx'
import { Peaks } from './peaks.tsx'

type Query = Pick<StatisticsQuery, 'by' | 'grain' | 'compare'> & CallFilter

/** @param Print what offers it as a page to print. */
export function CallsPage({ Print }: { Print: ComponentType<{ query: Query }> }) {
  const t = useText()
  const format = useFormat()
  const { filter, search, change } = useCallSearch()
  const { by, compare, grain = grainFor(filter) } = search
  const statistics = useEndpoint(
    getCallStatistics,
    { query: { ...scopeOf(filter), by, grain, compare } },
    { topic: 'calls', keepPrevious: true },
  )
  return (
    <Page
      title={t('calls.title')}
      lead={statistics.data && firstSentence(statistics.data, t, format)}
      actions={
        <>
          <LiveBadge />
          <SavedViews search={search} />
          <Print query={{ ...filter, by, grain, compare }} />
          <Export filter={filter} />
        </>
      }
    >
      <CallFilters filter={filter} compare={compare} change={change} statistics={statistics.data} />
      {statistics.data ? (
        <Answer statistics={statistics.data} filter={filter} search={search} change={change} />
      ) : statistics.isError ? (
        <Failure error={statistics.error} retry={statistics.refetch} />
      ) : (
        <Loading lines={8} />
      )}
    </Page>
  )
}

function Export({ filter }: { filter: CallFilter }) {
  const t = useText()
  if (!useCan('calls.export')) return null
  const href = hrefOf(exportCalls, { query: filter })
  return (
    <Button component="a" href={href} download variant="default" size="xs" radius="xl">
      {t('calls.export')}
    </Button>
  )
}

type AnswerProps = { statistics: CallStatistics; filter: CallFilter; search: Search; change: Change }

function Answer({ statistics, filter, search, change }: AnswerProps) {
  if (statistics.total.received === 0) return <NoCall search={search} change={change} />
  // With what it brought and cost, a group needs the whole width.
  const isWide = statistics.total.sales > 0
  const map = <ZoneMap statistics={statistics} filter={filter} change={change} />
  const groups = <GroupTable statistics={statistics} credit={filter.credit} change={change} />
  return (
    <>
      <CallFigures statistics={statistics} search={search} />
      {statistics.total.quarantined > 0 && <LeftOut count={statistics.total.quarantined} search={search} />}
      {isWide && groups}
      <div className={classes['grid']}>
        <div className={classes['column']}>
          {isWide ? <CallsOverTime statistics={statistics} change={change} /> : groups}
          <Peaks peaks={statistics.peaks} change={change} />
          {isWide && map}
        </div>
        <div className={classes['column']}>
          <HeatMap statistics={statistics} filter={filter} change={change} />
          {!isWide && map}
          {!isWide && <CallsOverTime statistics={statistics} change={change} />}
        </div>
      </div>
      <CallList filter={filter} change={change} />
    </>
  )
}

/** What the figures leave out, and the way to it. */
function LeftOut({ count, search }: { count: number; search: Search }) {
  const t = useText()
  const format = useFormat()
  return (
    <Text size="sm" c="var(--soft)">
      {t('qualification.leftOut', { count, calls: format.number(count) })}{' '}
      <Link to="/appels" search={forAddress({ ...search, ...narrowing, quarantine: 'yes' })}>
        {t('qualification.see')}
      </Link>
    </Text>
  )
}
