import { lazy, Suspense, type ReactNode } from 'react'
import type { EChartsCoreOption } from 'echarts/core'
import { useText } from '#web/i18n'
import { useTokens, type Tokens } from './tokens.ts'
import classes from './ui.module.css'

export type ChartOption = EChartsCoreOption
type ChartProps = {
  /** What ECharts draws; a function receives the colours of the current theme. */
  option: ChartOption | ((tokens: Tokens) => ChartOption)
  /** Pixels. */
  height: number
  /** What the drawing shows, for those who do not see it. */
  label: string
  /** The same as a table. */
  table?: ReactNode
  /** A mark was clicked: its name, value and place in the data. */
  onPick?: (mark: { name: string; value: unknown; dataIndex: number; seriesIndex: number }) => void
}

// The drawing library weighs more than the rest of the app: it comes with the first chart only.
const Drawing = lazy(() => import('./drawing.tsx'))

export function Chart({ option, height, label, table, onPick }: ChartProps) {
  const t = useText()
  const tokens = useTokens()
  return (
    <figure className={classes['chart']}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn as SVG inside */}
      <div role="img" aria-label={label} style={{ height }}>
        <Suspense fallback={null}>
          <Drawing
            key={tokens.ground}
            option={typeof option === 'function' ? option(tokens) : option}
            tokens={tokens}
            onPick={onPick}
          />
        </Suspense>
      </div>
      {table !== undefined && (
        <details>
          <summary>{t('ui.showTable')}</summary>
          {table}
        </details>
      )}
    </figure>
  )
}
