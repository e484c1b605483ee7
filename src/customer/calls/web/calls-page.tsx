import { Button } from '@mantine/core'
import { hrefOf, useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { useCan } from '#web/session'
import { Failure, LiveBadge, Loading, Page } from '#web/ui'
import { exportCalls, getCallStatistics, type CallFilter, type CallStatistics } from '../contract.ts'
import { CallFigures } from './call-figures.tsx'
import { CallFilters } from './call-filters.tsx'
import { CallList } from './call-list.tsx'
import { scopeOf, useCallSearch, type Change, type Search } from './call-search.ts'
import classes from './calls.module.css'
import { CallsPerDay } from './calls-per-day.tsx'
import { firstSentence } from './first-sentence.ts'
import { GroupTable } from './group-table.tsx'
import { HeatMap } from './heat-map.tsx'
import { NoCall } from './no-call.tsx'

export function CallsPage() {
  const t = useText()
  const format = useFormat()
  const { filter, by, search, change } = useCallSearch()
  const statistics = useEndpoint(
    getCallStatistics,
    { query: { ...scopeOf(filter), by } },
    { topic: 'calls', keepPrevious: true },
  )
  return (
    <Page
      title={t('calls.title')}
      lead={statistics.data && firstSentence(statistics.data, t, format)}
      actions={
        <>
          <LiveBadge />
          <Export filter={filter} />
        </>
      }
    >
      <CallFilters filter={filter} change={change} statistics={statistics.data} />
      {statistics.data ? (
        <Answer statistics={statistics.data} search={search} change={change} />
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

type AnswerProps = { statistics: CallStatistics; search: Search; change: Change }

function Answer({ statistics, search, change }: AnswerProps) {
  if (statistics.total.received === 0) return <NoCall search={search} change={change} />
  const { by: _, ...filter } = search
  return (
    <>
      <CallFigures statistics={statistics} search={search} />
      <div className={classes['grid']}>
        <GroupTable statistics={statistics} change={change} />
        <div className={classes['column']}>
          <HeatMap statistics={statistics} filter={filter} change={change} />
          {statistics.from !== statistics.to && <CallsPerDay statistics={statistics} change={change} />}
        </div>
      </div>
      <CallList filter={filter} change={change} />
    </>
  )
}
