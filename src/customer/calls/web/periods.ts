import dayjs from 'dayjs'

import { periods } from '../contract.ts'

export { periods } from '../contract.ts'
export type Period = (typeof periods)[number]
/** ISO days, both included. */
export type Days = { from: string; to: string }

/** Months run to their last day, so that « this month » is told apart from « the last 7 days » on the 7th. */
export function daysOf(period: Period, today: string): Days {
  const day = dayjs(today)
  const previous = day.subtract(1, 'month')
  const bounds = {
    today: [day, day],
    last7: [day.subtract(6, 'day'), day],
    last30: [day.subtract(29, 'day'), day],
    thisMonth: [day.startOf('month'), day.endOf('month')],
    previousMonth: [previous.startOf('month'), previous.endOf('month')],
  } as const
  const [from, to] = bounds[period]
  return { from: iso(from), to: iso(to) }
}

/** The period that stands for these days; `chosen` when none does. No day at all is the last 30 days, as for the API. */
export function periodOf(days: Partial<Days>, today: string): Period | 'chosen' {
  if (!days.from && !days.to) return 'last30'
  return periods.find((period) => same(daysOf(period, today), days)) ?? 'chosen'
}

/** Every day that has begun, oldest first: what a chart per day draws. */
export function daysBegun({ from, to }: Days, today: string): string[] {
  const last = to < today ? to : today
  const length = dayjs(last).diff(dayjs(from), 'day') + 1
  return Array.from({ length: Math.max(0, length) }, (_, index) => iso(dayjs(from).add(index, 'day')))
}

export const localToday = (now = new Date()) => iso(dayjs(now))

const iso = (day: dayjs.Dayjs) => day.format('YYYY-MM-DD')
const same = (a: Days, b: Partial<Days>) => a.from === b.from && a.to === b.to
