import { useMediaQuery } from '@mantine/hooks'
import { useState, type CSSProperties } from 'react'
import { useFormat, useText } from '#web/i18n'
import { Card } from '#web/ui'
import type { CallFilter, CallStatistics } from '../contract.ts'
import { narrowing, type Change } from './call-search.ts'
import classes from './calls.module.css'
import { goToCell } from './cell-keys.ts'
import { byCell, hoursShown, oftenMissed, shade, weekdays, type HeatCell } from './heat.ts'
import { hourOf } from './time-zones.ts'

/** More hours than that across would leave each cell too small for a finger: the days then run across. */
const mostAcross = 14

type HeatMapProps = { statistics: CallStatistics; filter: CallFilter; change: Change }

/** Hour × weekday. One stop of the tabulator, then the arrows; a cell filters the list, and again lets go of it. */
export function HeatMap({ statistics: { heatmap, timeZones }, filter, change }: HeatMapProps) {
  const t = useText()
  const format = useFormat()
  const [stop, setStop] = useState<string>()
  const cells = byCell(heatmap)
  const hours = hoursShown(heatmap)
  const upright = useMediaQuery('(max-width: 860px)') || hours.length > mostAcross
  const busiest = Math.max(...heatmap.map(({ received }) => received))
  const first = stop && cells.has(stop) ? stop : cells.keys().next().value
  const [hourLabels, dayLabels] = upright ? [classes['down'], classes['across']] : [classes['across'], classes['down']]

  return (
    <Card title={t('calls.heat.title')} note={`${hourOf(timeZones, t)} · ${t('calls.heat.outline')}`}>
      <fieldset className={classes['heatFrame']} aria-label={t('calls.heat.label')}>
        <div className={classes['heat']} style={template(upright ? [7, hours.length] : [hours.length, 7])}>
          {hours.map((hour) => (
            <span key={hour} aria-hidden className={hourLabels} style={at(hour, 0)}>
              {t('calls.heat.hourShort', { hour })}
            </span>
          ))}
          {weekdays.map((weekday) => (
            <span key={weekday} aria-hidden className={dayLabels} style={at(-1, weekday)}>
              {format.weekday(weekday, 'short')}
            </span>
          ))}
          {weekdays.flatMap((weekday) => hours.map((hour) => drawn(weekday, hour)))}
        </div>
      </fieldset>
    </Card>
  )

  function drawn(weekday: number, hour: number) {
    const key = `${weekday}-${hour}`
    const cell = cells.get(key)
    if (!cell) return <span key={key} aria-hidden className={classes['heatNone']} style={at(hour, weekday)} />
    const isChosen = filter.weekday === weekday && filter.hour === hour
    return (
      <button
        key={key}
        type="button"
        className={classes['heatCell']}
        style={{ ...at(hour, weekday), '--shade': shade(cell.received, busiest) } as CSSProperties}
        data-missed={oftenMissed(cell) || undefined}
        aria-pressed={isChosen}
        aria-label={nameOf(cell)}
        title={nameOf(cell)}
        tabIndex={key === first ? 0 : -1}
        onFocus={() => setStop(key)}
        onKeyDown={goToCell}
        onClick={() => change(isChosen ? narrowing : { ...narrowing, weekday, hour })}
      />
    )
  }

  function nameOf({ weekday, hour, received, missed }: HeatCell) {
    const values = { weekday: format.weekday(weekday), hour, count: received, missed }
    return t(missed ? 'calls.heat.cellMissed' : 'calls.heat.cell', values)
  }

  /** The first column and the first row hold the names: hour −1, weekday 0. */
  function at(hour: number, weekday: number): CSSProperties {
    const [byHour, byDay] = [hour < 0 ? 1 : hour - (hours[0] ?? 0) + 2, weekday + 1]
    return upright ? { gridColumn: byDay, gridRow: byHour } : { gridColumn: byHour, gridRow: byDay }
  }
}

const template = ([columns, rows]: [number, number]): CSSProperties => ({
  gridTemplateColumns: `30px repeat(${columns}, minmax(24px, 1fr))`,
  gridTemplateRows: `18px repeat(${rows}, 24px)`,
})
