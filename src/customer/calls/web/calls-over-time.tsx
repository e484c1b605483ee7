import { useFormat, useText } from '#web/i18n'
import { Card, Chart, Table, type ChartOption, type Tokens } from '#web/ui'
import { grains, type CallStatistics, type Grain } from '../contract.ts'
import type { Change } from './call-search.ts'
import { ChoiceChip } from './choice-chip.tsx'
import { filterOfMoment, momentsOf } from './moments.ts'
import { localToday } from './periods.ts'

/** Answered and missed over time, one bar a moment; a bar opens its calls. */
export function CallsOverTime({ statistics, change }: { statistics: CallStatistics; change: Change }) {
  const t = useText()
  const { grain } = statistics
  const name = useMomentName(grain)
  const format = useFormat()
  const known = new Map(statistics.series.map((moment) => [moment.at, moment]))
  const moments = momentsOf(grain, statistics, localToday()).map(
    (at) => known.get(at) ?? { at, received: 0, missed: 0 },
  )
  const open = (at: string | undefined) => at && change(filterOfMoment(grain, at, statistics))

  const option = (colours: Tokens): ChartOption => {
    const bar = { type: 'bar', stack: 'calls', barCategoryGap: '25%', cursor: 'pointer' }
    return {
      grid: { top: 8, right: 0, bottom: 20, left: 28 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.08 } } },
      xAxis: { type: 'category', data: moments.map(({ at }) => name(at)), axisLabel: { hideOverlap: true } },
      yAxis: { type: 'value', minInterval: 1, splitNumber: 2 },
      series: [
        {
          ...bar,
          name: t('calls.overTime.others'),
          color: colours.accent,
          data: moments.map(({ received, missed }) => received - missed),
        },
        {
          ...bar,
          name: t('calls.overTime.missed'),
          color: colours.attention,
          data: moments.map(({ missed }) => missed),
        },
      ],
    }
  }
  return (
    <Card
      title={t('calls.overTime.title')}
      note={
        <ChoiceChip
          of={grains.map((id) => ({ id, name: t(`calls.grain.${id}`) }))}
          chosen={grain}
          choose={(id) => change({ grain: id })}
          label={t('calls.grain.label')}
        />
      }
    >
      <Chart
        option={option}
        height={120}
        label={t('calls.overTime.label')}
        onPick={({ dataIndex }) => open(moments[dataIndex]?.at)}
        table={
          <Table
            columns={[
              { key: 'at', head: t(`calls.grain.${grain}`), render: ({ at }) => name(at) },
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
            rows={moments}
            rowKey={({ at }) => at}
            onOpen={({ at }) => open(at)}
          />
        }
      />
    </Card>
  )
}

/** « mars 2026 », « 23 nov. », « 23 nov., 14:30 »; these are local times: no time zone moves them. */
function useMomentName(grain: Grain): (at: string) => string {
  const format = useFormat()
  if (grain === 'month') return format.month
  if (grain === 'hour' || grain === 'half_hour') return (at) => `${format.day(at.slice(0, 10))}, ${at.slice(11)}`
  return (at) => format.day(at)
}
