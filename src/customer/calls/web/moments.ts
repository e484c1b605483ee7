import dayjs from 'dayjs'
import type { CallFilter, Grain } from '../contract.ts'
import { type Days, daysBegun } from './periods.ts'

/** The grain that suits a period: some tens of bars. */
export function grainFor({ from, to }: Pick<CallFilter, 'from' | 'to'>): Grain {
  if (!from || !to) return 'day'
  const days = dayjs(to).diff(from, 'day') + 1
  if (days <= 2) return 'hour'
  if (days <= 62) return 'day'
  return days <= 400 ? 'week' : 'month'
}

/** Every moment of a period that has begun, oldest first, as the statistics name them. */
export function momentsOf(grain: Grain, days: Days, today: string): string[] {
  const begun = daysBegun(days, today)
  if (grain === 'day') return begun
  if (grain === 'week') return [...new Set(begun.map(mondayOf))]
  if (grain === 'month') return [...new Set(begun.map((day) => day.slice(0, 7)))]
  const times = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')).flatMap((hour) =>
    grain === 'hour' ? [`${hour}:00`] : [`${hour}:00`, `${hour}:30`],
  )
  return begun.flatMap((day) => times.map((time) => `${day}T${time}`))
}

/** The filter that a moment stands for, within a period. */
export function filterOfMoment(grain: Grain, at: string, { from, to }: Days): Pick<CallFilter, 'from' | 'to' | 'hour'> {
  const within = (first: string, last: string) => ({ from: first < from ? from : first, to: last > to ? to : last })
  if (grain === 'day') return { from: at, to: at }
  if (grain === 'week') return within(at, iso(dayjs(at).add(6, 'day')))
  if (grain === 'month') return within(`${at}-01`, iso(dayjs(`${at}-01`).endOf('month')))
  return { from: at.slice(0, 10), to: at.slice(0, 10), hour: Number(at.slice(11, 13)) }
}

const mondayOf = (day: string) => iso(dayjs(day).subtract((dayjs(day).day() + 6) % 7, 'day'))
const iso = (day: dayjs.Dayjs) => day.format('YYYY-MM-DD')
