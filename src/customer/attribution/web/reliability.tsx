import { useFormat, useText } from '#web/i18n'
import { Card, Chart, Empty, Table, type ChartOption, type Tokens } from '#web/ui'
import type { SiteModel } from '../contract.ts'
import classes from './attribution.module.css'

/** What is said beside what comes true, of calls whose caller is certain: on the diagonal, the probabilities are right. */
export function Reliability({ model }: { model: SiteModel }) {
  const t = useText()
  const format = useFormat()
  const { reliability, calibrationError, believeAbove } = model
  const calls = reliability.reduce((sum, bin) => sum + bin.calls, 0)
  if (calls === 0)
    return (
      <Card title={t('attribution.reliability')}>
        <Empty title={t('attribution.noCase')}>{t('attribution.noCaseHelp')}</Empty>
      </Card>
    )
  const option = (colours: Tokens): ChartOption => ({
    grid: { top: 20, right: 20, bottom: 40, left: 52 },
    tooltip: { trigger: 'item' },
    xAxis: {
      type: 'value',
      min: 0,
      max: 1,
      name: t('attribution.said'),
      nameLocation: 'middle',
      nameGap: 26,
      axisLabel: { formatter: (share: number) => format.percent(share) },
    },
    yAxis: { type: 'value', min: 0, max: 1, axisLabel: { formatter: (share: number) => format.percent(share) } },
    series: [
      {
        type: 'line',
        name: t('attribution.perfect'),
        silent: true,
        symbol: 'none',
        lineStyle: { type: 'dashed', color: colours.soft },
        data: [
          [0, 0],
          [1, 1],
        ],
      },
      {
        type: 'scatter',
        name: t('attribution.true'),
        color: colours.accent,
        symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) =>
          8 + 24 * Math.sqrt((reliability[dataIndex]?.calls ?? 0) / calls),
        data: reliability.map((bin) => [bin.meanProbability, bin.right / bin.calls]),
      },
    ],
  })
  const note = t('attribution.error', {
    points: format.number(100 * (calibrationError ?? 0), 1),
    calls: format.number(calls),
  })
  return (
    <Card title={t('attribution.reliability')} note={note}>
      <Chart
        option={option}
        height={260}
        label={t('attribution.reliabilityLabel')}
        table={
          <Table
            columns={[
              {
                key: 'said',
                head: t('attribution.said'),
                align: 'right',
                render: (bin) => format.percent(bin.meanProbability, 1),
              },
              {
                key: 'true',
                head: t('attribution.true'),
                align: 'right',
                render: (bin) => format.percent(bin.right / bin.calls, 1),
              },
              {
                key: 'calls',
                head: t('calls.column.calls'),
                align: 'right',
                render: (bin) => format.number(bin.calls),
              },
            ]}
            rows={reliability}
            rowKey={({ from }) => String(from)}
          />
        }
      />
      <p className={classes['help']}>{t('attribution.reliabilityHelp', { threshold: format.percent(believeAbove) })}</p>
    </Card>
  )
}
