import { addDays, type Day, isHoliday, monthOf, weekdayOf } from './calendar.ts'
import { seasonOf, type SiteFacts } from './company.ts'
import { between, pickBy, type Random, seeded } from './random.ts'

/** A moment of a site's own clock; beyond 1439 the minute is of a following day. */
export type Moment = { day: Day; minute: number }

// Weights of the hours 5 to 23: nobody calls or reads in the dead of night.
const callHours = [0.05, 0.2, 0.9, 6, 9, 9, 7.5, 4, 4, 7, 7, 6.5, 6, 3.5, 1.5, 0.8, 0.4, 0.2, 0.1]
const webHours = [0.2, 0.8, 2, 4, 5.5, 6, 5.5, 5, 5, 5, 5, 5, 5.5, 6, 6, 6.5, 6, 3.5, 1.5]
const firstHour = 5
export const lastMinute = 23 * 60 + 55

const minuteBy = (weights: number[]) => (random: Random) =>
  (firstHour + pickBy(random, [...weights.keys()], (hour) => weights[hour]!)) * 60 + random() * 55
export const callMinute = minuteBy(callHours)
export const webMinute = minuteBy(webHours)

const callDays = [1.2, 1.05, 1, 1, 1.05, 0.5, 0.18]
const webDays = [1.05, 1, 1, 1, 0.95, 0.9, 0.85]

/** How many calls and visits a day has, beside a mean of about 1: weekday, holiday, season, and the weather of the week. */
export function demandOn(seed: string, site: SiteFacts, day: Day): { calls: number; web: number } {
  const week = Math.floor(Date.parse(day) / (7 * 86_400_000))
  const weather = 0.8 + 0.4 * seeded(seed, 'weather', week)()
  const need = seasonOf(site, monthOf(day)) * weather
  const place = weekdayOf(day) - 1
  return {
    calls: need * (isHoliday(day) ? 0.15 : callDays[place]!),
    web: need * (isHoliday(day) ? 0.7 : webDays[place]!),
  }
}

export function isOpen(site: SiteFacts, { day, minute }: Moment): boolean {
  const weekday = weekdayOf(day)
  if (weekday === 7 || isHoliday(day)) return false
  const [opens, closes] = weekday === 6 ? [9, 12.5] : [site.opens, site.closes]
  return minute >= opens * 60 && minute < closes * 60
}

/** @param months since the history began. */
export function answerRate(site: SiteFacts, moment: Moment, months: number): number {
  if (!isOpen(site, moment)) return site.dutyRate
  const hour = moment.minute / 60
  const habit = site.habits.find(
    ({ weekdays, from, to, firstMonths = Infinity }) =>
      weekdays.includes(weekdayOf(moment.day)) && hour >= from && hour < to && months < firstMonths,
  )
  return habit?.answerRate ?? site.answerRate
}

/** A moment when somebody is there to call back: this one, or the next morning that is worked. */
export function nextOpening(site: SiteFacts, { day, minute }: Moment, random: Random): Moment {
  if (isOpen(site, { day, minute })) return { day, minute }
  const morning = { day: minute < site.opens * 60 ? day : addDays(day, 1), minute: between(random, 9, 11.5) * 60 }
  return isOpen(site, morning) ? morning : nextOpening(site, { day: addDays(morning.day, 1), minute: 0 }, random)
}
