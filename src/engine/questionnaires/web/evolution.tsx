import { useFormat, useText } from '#web/i18n'
import { Chart, Table } from '#web/ui'
import type { ScoreKind } from '#shared/statistics/scale'
import type { Results } from '../contract.ts'
import { endsOf, useScoreWords } from './words.ts'

/** A score month by month, in the band of its interval: two bands that overlap show no change. */
export function Evolution({ kind, points }: { kind: ScoreKind; points: Results['evolution'] }) {
  const t = useText()
  const format = useFormat()
  const say = useScoreWords(kind)
  const [least, most] = endsOf(kind)
  const rounded = (value: number) => Math.round(value * 100) / 100
  return (
    <Chart
      height={220}
      label={t('questionnaires.evolutionLabel', { count: points.length })}
      option={(tokens) => ({
        xAxis: { type: 'category', data: points.map(({ month }) => format.month(month)) },
        yAxis: { type: 'value', min: least, max: most },
        tooltip: { trigger: 'axis' },
        series: [
          {
            name: t('questionnaires.low'),
            type: 'line',
            data: points.map(({ score }) => rounded(score.lo)),
            lineStyle: { opacity: 0.35, width: 1 },
            color: tokens.accent,
            symbol: 'none',
          },
          {
            name: t('questionnaires.high'),
            type: 'line',
            data: points.map(({ score }) => rounded(score.hi)),
            lineStyle: { opacity: 0.35, width: 1 },
            color: tokens.accent,
            symbol: 'none',
          },
          {
            name: t(`questionnaires.kinds.${kind}`),
            type: 'line',
            data: points.map(({ score }) => rounded(score.estimate)),
            color: tokens.accent,
            symbolSize: 6,
          },
        ],
      })}
      table={
        <Table
          label={t('questionnaires.evolution')}
          rows={points}
          rowKey={({ month }) => month}
          columns={[
            { key: 'month', head: t('questionnaires.month'), render: ({ month }) => format.month(month) },
            {
              key: 'score',
              align: 'right',
              head: t(`questionnaires.kinds.${kind}`),
              render: ({ score }) => (
                <>
                  {say.estimate(score)}
                  <small>{say.interval(score)}</small>
                </>
              ),
            },
          ]}
        />
      }
    />
  )
}
