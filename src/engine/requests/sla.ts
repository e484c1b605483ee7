import { instantAt, wallAt } from '#shared/zone'

/** How long one may take: `minutes` of the clock, or `business_hours` of the week below. */
export type Delay = { within: number; unit: 'minutes' | 'business_hours' }

/** When the company works, until each site tells its own hours. ISO weekdays; hours of the site's clocks. */
export const workWeek = { lastWeekday: 5, fromHour: 9, untilHour: 18 }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** When something must be done that is to be done within a delay from an instant. */
export function dueAt(from: Date, { within, unit }: Delay, timeZone: string): Date {
  if (unit === 'minutes') return new Date(from.getTime() + within * minute)
  // On the wall clock, where every working day has as many hours, whatever summer time does at night.
  let wall = nextWorking(wallAt(from.getTime(), timeZone))
  let left = within * hour
  for (;;) {
    const closing = startOfDay(wall) + workWeek.untilHour * hour
    if (left <= closing - wall) return new Date(instantAt(wall + left, timeZone))
    left -= closing - wall
    wall = nextWorking(closing)
  }
}

/** The first working moment at or after a wall time. */
function nextWorking(wall: number): number {
  const opening = startOfDay(wall) + workWeek.fromHour * hour
  const closing = startOfDay(wall) + workWeek.untilHour * hour
  if (weekdayOf(wall) <= workWeek.lastWeekday && wall < closing) return Math.max(wall, opening)
  let next = opening + day
  while (weekdayOf(next) > workWeek.lastWeekday) next += day
  return next
}

const startOfDay = (wall: number) => Math.floor(wall / day) * day
const weekdayOf = (wall: number) => new Date(wall).getUTCDay() || 7
