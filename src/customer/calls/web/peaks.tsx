import { useFormat, useText } from '#web/i18n'
import { Card, Table, type Column } from '#web/ui'
import type { CallStatistics } from '../contract.ts'
import type { Change } from './call-search.ts'
import { narrowing } from './call-search.ts'

type Peak = CallStatistics['peaks'][number]

/** The busiest hours of the week, and the advisers that they need. */
export function Peaks({ peaks, change }: { peaks: Peak[]; change: Change }) {
  const t = useText()
  const format = useFormat()
  if (peaks.length === 0) return null
  const columns: Column<Peak>[] = [
    {
      key: 'when',
      head: t('calls.peaks.when'),
      render: ({ weekday, hour }) => `${format.weekday(weekday)} ${t('calls.heat.hourShort', { hour })}`,
    },
    { key: 'calls', head: t('calls.peaks.calls'), align: 'right', render: ({ calls }) => format.number(calls, 1) },
    {
      key: 'advisers',
      head: t('calls.peaks.advisers'),
      align: 'right',
      render: ({ advisers }) => format.number(advisers),
    },
  ]
  return (
    <Card title={t('calls.peaks.title')} note={t('calls.peaks.note')}>
      <Table
        columns={columns}
        rows={peaks}
        rowKey={({ weekday, hour }) => `${weekday}-${hour}`}
        onOpen={({ weekday, hour }) => change({ ...narrowing, weekday, hour })}
        label={t('calls.peaks.title')}
      />
    </Card>
  )
}
