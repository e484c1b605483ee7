import { Link, useNavigate } from '@tanstack/react-router'
import { useEndpoint } from '#web/api'
import { useFormat, useText } from '#web/i18n'
import { Card, Failure, LiveBadge, Loading, Page, Table, useNow } from '#web/ui'
import { listCalls, getCallStatistics } from '../contract.ts'
import { useCallColumns } from './call-columns.tsx'
import { CallFigures } from './call-figures.tsx'
import listClasses from './calls.module.css'
import classes from './today.module.css'
import { firstSentence } from './first-sentence.ts'
import { FirstSteps } from './first-steps.tsx'
import { localToday } from './periods.ts'
import { useFresh } from './use-fresh.ts'
import { WaitingCalls } from './waiting-calls.tsx'

/** The day as it goes: its figures, who waits, the last calls. Until a first call, the steps that lead to it. */
export function TodayPage() {
  const t = useText()
  const format = useFormat()
  const today = localToday(useNow(60_000))
  const day = { from: today, to: today }
  const statistics = useEndpoint(getCallStatistics, { query: day }, { topic: 'calls', keepPrevious: true })
  const recent = useEndpoint(listCalls, { query: { limit: lastCalls } }, { topic: 'calls', keepPrevious: true })
  const begun = recent.data && recent.data.items.length > 0
  return (
    <Page
      title={t('calls.today.title')}
      lead={statistics.data && firstSentence({ ...statistics.data, heatmap: [] }, t, format)}
      actions={<LiveBadge />}
    >
      {recent.data && <FirstSteps begun={Boolean(begun)} />}
      {!begun && recent.data ? null : statistics.data ? (
        <CallFigures statistics={statistics.data} search={day} />
      ) : statistics.isError ? (
        <Failure error={statistics.error} retry={statistics.refetch} />
      ) : (
        <Loading lines={6} />
      )}
      {begun && (
        <div className={classes['today']}>
          <WaitingCalls today={today} />
          <LastCalls />
        </div>
      )}
    </Page>
  )
}

const lastCalls = 8

function LastCalls() {
  const t = useText()
  const navigate = useNavigate()
  const recent = useEndpoint(listCalls, { query: { limit: lastCalls } }, { topic: 'calls', keepPrevious: true })
  const calls = recent.data?.items
  const fresh = useFresh(calls, 'last')
  const columns = useCallColumns((call) => fresh.has(call.id)).filter(({ key }) => key !== 'journey')
  return (
    <Card title={t('calls.list.title')} note={<Link to="/appels">{t('calls.one.all')}</Link>}>
      <div className={listClasses['list']}>
        <Table
          columns={columns}
          rows={calls ?? []}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void navigate({ to: '/appels/$id', params: { id } })}
          label={t('calls.list.title')}
        />
      </div>
    </Card>
  )
}
