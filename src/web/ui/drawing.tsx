import { useEffect, useRef } from 'react'
import { BarChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts'
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { tooltip } from './tooltip.ts'
import type { Tokens } from './tokens.ts'

use([BarChart, HeatmapChart, LineChart, ScatterChart])
use([GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, SVGRenderer])

type Mark = { name: string; value: unknown; dataIndex: number; seriesIndex: number }
type DrawingProps = { option: EChartsCoreOption; tokens: Tokens; onPick?: ((mark: Mark) => void) | undefined }

export default function Drawing({ option, tokens, onPick }: DrawingProps) {
  const frame = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(null)

  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const drawn = init(element, themeOf(tokens), { renderer: 'svg' })
    chart.current = drawn
    const observer = new ResizeObserver(() => drawn.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      drawn.dispose()
    }
  }, [tokens])
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true })
  }, [option])
  useEffect(() => {
    const drawn = chart.current
    const pick = (mark: unknown) => onPick?.(mark as Mark)
    drawn?.on('click', pick)
    return () => void drawn?.off('click', pick)
  }, [onPick])

  return <div ref={frame} style={{ height: '100%' }} />
}

function themeOf(tokens: Tokens) {
  const label = { color: tokens.soft, fontSize: 11 }
  const axis = {
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    axisLabel: label,
    nameTextStyle: label,
    splitLine: { lineStyle: { color: tokens.line } },
    splitArea: { show: false },
  }
  return {
    color: [tokens.accent, tokens.attention, tokens.team, tokens.lost, tokens.soft],
    backgroundColor: 'transparent',
    textStyle: { fontFamily: 'inherit', color: tokens.ink },
    animationDuration: 200,
    grid: { top: 16, right: 8, bottom: 24, left: 40 },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: axis,
    timeAxis: axis,
    legend: { textStyle: { color: tokens.soft, fontSize: 12 }, icon: 'circle', itemWidth: 8, itemHeight: 8 },
    tooltip: {
      formatter: tooltip,
      backgroundColor: tokens.card,
      borderColor: tokens.line,
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { color: tokens.ink, fontSize: 12 },
      extraCssText: 'box-shadow:none;border-radius:8px',
    },
    visualMap: { textStyle: label },
  }
}
