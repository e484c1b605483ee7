import type { CallStatistics } from '../contract.ts'

export type HeatCell = CallStatistics['heatmap'][number]
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** The hours drawn whatever the calls: from 7 h to 20 h 59. Wider only when there were calls outside. */
const usual = { first: 7, last: 20 }

export function hoursShown(cells: HeatCell[]): number[] {
  const hours = cells.map((cell) => cell.hour)
  const first = Math.min(usual.first, ...hours)
  const last = Math.max(usual.last, ...hours)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** By `weekday-hour`. */
export const byCell = (cells: HeatCell[]) => new Map(cells.map((cell) => [`${cell.weekday}-${cell.hour}`, cell]))

/** One call in four missed, or more: what the outline says. */
export const oftenMissed = ({ received, missed }: HeatCell) => missed > 0 && missed * 4 >= received

/** Share of the accent in the colour of a cell, from 12 to 100 %: even one call is told from none. */
export const shade = (received: number, busiest: number) => `${Math.round(12 + (88 * received) / busiest)}%`
