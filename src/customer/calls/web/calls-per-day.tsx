import { useFormat, useText } from '#web/i18n'
import { Card, Chart, Table, type ChartOption, type Tokens } from '#web/ui'
import type { CallStatistics } from '../contract.ts'
import type { Change } from './call-search.ts'
import { daysBegun, localToday } from './periods.ts'

/** Answered and missed, one bar a day; a bar opens its day. */
export function CallsPerDay({ statistics, change }: { statistics: CallStatistics; change: Change }) {
  const t = useText()
  const format = useFormat()
  const known = new Map(statistics.perDay.map((day) => [day.day, day]))
  const days = daysBegun(statistics, localToday()).map((day) => known.get(day) ?? { day, received: 0, missed: 0 })
  const open = (day: string | undefined) => day && change({ from: day, to: day })

  const option = (colours: Tokens): ChartOption => {
    const bar = { type: 'bar', stack: 'calls', barCategoryGap: '25%', cursor: 'pointer' }
    return {
      grid: { top: 8, right: 0, bottom: 20, left: 28 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.08 } } },
      xAxis: { type: 'category', data: days.map(({ day }) => format.day(day)), axisLabel: { hideOverlap: true } },
      yAxis: { type: 'value', minInterval: 1, splitNumber: 2 },
      series: [
        {
          ...bar,
          name: t('calls.perDay.others'),
          color: colours.accent,
          data: days.map((day) => day.received - day.missed),
        },
        { ...bar, name: t('calls.perDay.missed'), color: colours.attention, data: days.map((day) => day.missed) },
      ],
    }
  }
  return (
    <Card title={t('calls.perDay.title')} note={t('calls.perDay.note')}>
      <Chart
        option={option}
        height={120}
        label={t('calls.perDay.label')}
        onPick={({ dataIndex }) => open(days[dataIndex]?.day)}
        table={
          <Table
            columns={[
              { key: 'day', head: t('calls.column.day'), render: ({ day }) => format.date(day) },
              {
                key: 'received',
                head: t('calls.column.calls'),
                align: 'right',
                render: ({ received }) => format.number(received),
              },
              {
                key: 'missed',
                head: t('calls.column.missed'),
                align: 'right',
                render: ({ missed }) => format.number(missed),
              },
            ]}
            rows={days}
            rowKey={({ day }) => day}
            onOpen={({ day }) => open(day)}
          />
        }
      />
    </Card>
  )
}
